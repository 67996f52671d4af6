import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { signedIn, someone, someoneElse } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeFolder } from './folder.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someoneElse })
})

afterAll(async () => {
  await app.close()
})

it('parentId of someone else is as unknown as one that is not there', async () => {
  // Whatever else it refers to is the caller's own, so nothing but this can be refused.
  const folder = await storeFolder(app.db, {}, someoneElse.id)
  const own = await storeFolder(app.db, {}, someoneElse.id)
  const foreign = await storeFolder(app.db)

  const known = await change(folder.id, own.id)
  const refused = await change(folder.id, foreign.id)
  const unknown = await change(folder.id, newId())

  expect(known.statusCode).toBe(200)
  expect(refused.statusCode).toBe(422)
  expect(unknown.statusCode).toBe(422)
  const { code, detail, errors } = refused.json()
  expect(code).toBe('unknown_reference')
  expect(errors).toMatchObject([{ pointer: '/parentId' }])
  expect(unknown.json()).toMatchObject({ code, detail, errors })
})

it('nobody sees the folders below a folder of someone else', async () => {
  const foreign = await storeFolder(app.db)
  const folder = await storeFolder(app.db, { parentId: foreign.id })
  const list = (id: string, headers = {}) => {
    return app.api.inject({ url: `/v1/folders/${id}/folders`, headers })
  }

  const refused = await list(foreign.id)
  const unknown = await list(newId())
  const seen = await list(foreign.id, signedIn({ ...someone, roles: [] }))

  expect([refused.statusCode, unknown.statusCode]).toEqual([404, 404])
  expect(refused.json().code).toBe(unknown.json().code)
  expect(refused.body).not.toContain(folder.id)
  expect(seen.json().data).toMatchObject([{ id: folder.id }])
})

function change(id: string, parentId: string) {
  return app.api.inject({ method: 'PATCH', url: `/v1/folders/${id}`, payload: { parentId } })
}
