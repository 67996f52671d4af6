import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { signedIn, someone, someoneElse } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeSheet } from './sheet.factory.ts'
import { createKyselySheetRepository } from './sheet.repository.kysely.ts'
import { createMemorySheetRepository } from './sheet.repository.memory.ts'
import type { Sheet } from './sheet.ts'

// Nobody but its owner learns that there is a sheet: to everyone else it is as if it were not there.

const url = '/v1/sheets'

const body = {
  title: 'First title',
  score: 1,
  folderId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  parentId: null,
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: { ...someoneElse, roles: ['editor'] } })
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('sheets').execute()
})

describe('a sheet of someone else', () => {
  it('is in no list', async () => {
    await storeSheet(app.db)

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
    const { id } = await storeSheet(app.db)
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

    const own = await app.api.inject({
      ...request,
      headers: { ...signedIn({ ...someone, roles: ['editor'] }), ...key },
    })
    const other = await app.api.inject({ ...request, headers: key })

    expect(own.statusCode).toBe(201)
    expect(other.headers['idempotency-replayed']).toBeUndefined()
    expect(other.body).not.toContain(own.json().id)
  })
})

const owners = new Map<string, Map<string, Sheet>>()
const repositories = {
  'in memory': (ownerId: string) => createMemorySheetRepository(ownerId, owners),
  'on the database': (ownerId: string) => createKyselySheetRepository(app.db, ownerId),
}

describe.each(Object.entries(repositories))('the repository %s', (_, repositoryOf) => {
  it('asks for the owner in every statement', async () => {
    const sheet = await prepare()
    const [own, other] = [repositoryOf(someone.id), repositoryOf(someoneElse.id)]
    await own.insert(sheet)

    expect(await other.find(sheet.id)).toBeUndefined()
    expect(await other.findMany([sheet.id])).toEqual([])
    expect((await other.list({ limit: 10 })).data).toEqual([])
    expect(await other.update(sheet.id, {}, new Date())).toBeUndefined()
    expect(await other.remove(sheet.id)).toBe(false)
    expect(await own.find(sheet.id)).toEqual(sheet)
  })
})

/** Makes a sheet of the owner, and stores what it refers to but not itself. */
async function prepare(): Promise<Sheet> {
  const sheet = await storeSheet(app.db)
  await app.db.deleteFrom('sheets').execute()
  return sheet
}

function asOwner(target: string) {
  return app.api.inject({ url: target, headers: signedIn({ ...someone, roles: ['editor'] }) })
}
