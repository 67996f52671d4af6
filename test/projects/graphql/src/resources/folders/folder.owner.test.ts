import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { signedIn, someone, someoneElse } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeFolder } from './folder.factory.ts'
import { createKyselyFolderRepository } from './folder.repository.kysely.ts'
import { createMemoryFolderRepository } from './folder.repository.memory.ts'
import type { Folder } from './folder.ts'

// Nobody but its owner learns that there is a folder: to everyone else it is as if it were not there.

const url = '/v1/folders'

const body = {
  name: 'First name',
  parentId: null,
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someoneElse })
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('folders').execute()
})

describe('a folder of someone else', () => {
  it('is in no list', async () => {
    await storeFolder(app.db)

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
    const { id } = await storeFolder(app.db)
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

const owners = new Map<string, Map<string, Folder>>()
const repositories = {
  'in memory': (ownerId: string) => createMemoryFolderRepository(ownerId, owners),
  'on the database': (ownerId: string) => createKyselyFolderRepository(app.db, ownerId),
}

describe.each(Object.entries(repositories))('the repository %s', (_, repositoryOf) => {
  it('asks for the owner in every statement', async () => {
    const folder = await prepare()
    const [own, other] = [repositoryOf(someone.id), repositoryOf(someoneElse.id)]
    await own.insert(folder)

    expect(await other.find(folder.id)).toBeUndefined()
    expect(await other.findMany([folder.id])).toEqual([])
    expect((await other.list({ limit: 10 })).data).toEqual([])
    expect(await other.update(folder.id, {}, new Date())).toBeUndefined()
    expect(await other.remove(folder.id)).toBe(false)
    expect(await own.find(folder.id)).toEqual(folder)
  })
})

/** Makes a folder of the owner, and stores what it refers to but not itself. */
async function prepare(): Promise<Folder> {
  const folder = await storeFolder(app.db)
  await app.db.deleteFrom('folders').execute()
  return folder
}

function asOwner(target: string) {
  return app.api.inject({ url: target, headers: signedIn(someone) })
}
