import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { signedIn, someone, someoneElse } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeNote } from './note.factory.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'
import { createMemoryNoteRepository } from './note.repository.memory.ts'
import type { Note } from './note.ts'

// Nobody but its owner learns that there is a note: to everyone else it is as if it were not there.

const url = '/v1/notes'

const body = {
  title: 'First title',
  folderId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  topicId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someoneElse })
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('notes').execute()
})

describe('a note of someone else', () => {
  it('is in no list', async () => {
    await storeNote(app.db)

    const answer = await app.api.inject(url)

    expect(answer.json()).toEqual({ data: [], page: { limit: 20, next: null } })
    expect((await asOwner(url)).json().data).toHaveLength(1)
  })

  it.each([
    ['GET', {}],
    ['GET', { 'if-none-match': '"1"' }],
    ['GET', { 'if-none-match': '*' }],
    ['PATCH', {}],
    ['PATCH', { 'if-match': '*' }],
    ['PATCH', { 'if-match': '"1"' }],
    ['PATCH', { 'if-match': '"1", "2"' }],
    ['DELETE', {}],
    ['DELETE', { 'if-match': '*' }],
    ['DELETE', { 'if-match': '"1"' }],
    ['DELETE', { 'if-match': 'W/"1"' }],
  ] as const)('is not there for %s with %j', async (method, headers) => {
    const { id } = await storeNote(app.db)
    const payload = method === 'PATCH' ? { payload: body } : {}
    const ask = async (target: string) => {
      const answer = await app.api.inject({ method, url: `${url}/${target}`, headers, ...payload })
      return [answer.statusCode, answer.json().code, answer.json().detail.replace(target, '')]
    }

    const answer = await ask(id)

    expect(answer[0]).toBe(404)
    expect(answer).toEqual(await ask(newId()))
    expect((await asOwner(`${url}/${id}`)).json().version).toBe(1)
  })

  it('is not what the same Idempotency-Key answers with', async () => {
    await prepare()
    const key = { 'idempotency-key': newId() }
    const request = { method: 'POST', url, payload: body } as const

    const own = await app.api.inject({ ...request, headers: { ...signedIn(someone), ...key } })
    const other = await app.api.inject({ ...request, headers: key })

    expect(own.statusCode).toBe(201)
    expect(other.headers['idempotency-replayed']).toBeUndefined()
    expect(other.body).not.toContain(own.json().id)
  })
})

const owners = new Map<string, Map<string, Note>>()
const repositories = {
  'in memory': (ownerId: string) => createMemoryNoteRepository(ownerId, owners),
  'on the database': (ownerId: string) => createKyselyNoteRepository(app.db, ownerId),
}

describe.each(Object.entries(repositories))('the repository %s', (_, repositoryOf) => {
  it('asks for the owner in every statement', async () => {
    const note = await prepare()
    const [own, other] = [repositoryOf(someone.id), repositoryOf(someoneElse.id)]
    await own.insert(note)

    expect(await other.find(note.id)).toBeUndefined()
    expect(await other.findMany([note.id])).toEqual([])
    expect((await other.list({ limit: 10 })).data).toEqual([])
    expect(await other.update(note.id, {}, new Date())).toBeUndefined()
    expect(await other.remove(note.id)).toBe(false)
    expect(await own.find(note.id)).toEqual(note)
  })
})

/** Makes a note of the owner, and stores what it refers to but not itself. */
async function prepare(): Promise<Note> {
  const note = await storeNote(app.db)
  await app.db.deleteFrom('notes').execute()
  return note
}

function asOwner(target: string) {
  return app.api.inject({ url: target, headers: signedIn(someone) })
}
