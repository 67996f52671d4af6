import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { signedIn, someone, someoneElse } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeSheet } from './sheet.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: { ...someoneElse, roles: ['editor'] } })
})

afterAll(async () => {
  await app.close()
})

it('parentId of someone else is as unknown as one that is not there', async () => {
  // Whatever else it refers to is the caller's own, so nothing but this can be refused.
  const sheet = await storeSheet(app.db, {}, someoneElse.id)
  const own = await storeSheet(app.db, {}, someoneElse.id)
  const foreign = await storeSheet(app.db)

  const known = await change(sheet.id, own.id)
  const refused = await change(sheet.id, foreign.id)
  const unknown = await change(sheet.id, newId())

  expect(known.statusCode).toBe(200)
  expect(refused.statusCode).toBe(422)
  expect(unknown.statusCode).toBe(422)
  const { code, detail, errors } = refused.json()
  expect(code).toBe('unknown_reference')
  expect(errors).toMatchObject([{ pointer: '/parentId' }])
  expect(unknown.json()).toMatchObject({ code, detail, errors })
})

it('nobody sees the sheets below a sheet of someone else', async () => {
  const foreign = await storeSheet(app.db)
  const sheet = await storeSheet(app.db, { parentId: foreign.id })
  const list = (id: string, headers = {}) => {
    return app.api.inject({ url: `/v1/sheets/${id}/sheets`, headers })
  }

  const refused = await list(foreign.id)
  const unknown = await list(newId())
  const seen = await list(foreign.id, signedIn({ ...someone, roles: [] }))

  expect([refused.statusCode, unknown.statusCode]).toEqual([404, 404])
  expect(refused.json().code).toBe(unknown.json().code)
  expect(refused.body).not.toContain(sheet.id)
  expect(seen.json().data).toMatchObject([{ id: sheet.id }])
})

function change(id: string, parentId: string) {
  return app.api.inject({ method: 'PATCH', url: `/v1/sheets/${id}`, payload: { parentId } })
}
