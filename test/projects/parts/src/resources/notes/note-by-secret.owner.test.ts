import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someoneElse } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeSecretItem } from '../secrets/secret.factory.ts'
import { storeNote } from './note.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someoneElse })
})

afterAll(async () => {
  await app.close()
})

it('secretId of someone else is as unknown as one that is not there', async () => {
  // Whatever else it refers to is the caller's own, so nothing but this can be refused.
  const note = await storeNote(app.db, {}, someoneElse.id)
  const own = await storeSecretItem(app.db, {}, someoneElse.id)
  const foreign = await storeSecretItem(app.db)

  const known = await change(note.id, own.id)
  const refused = await change(note.id, foreign.id)
  const unknown = await change(note.id, newId())

  expect(known.statusCode).toBe(200)
  expect(refused.statusCode).toBe(422)
  expect(unknown.statusCode).toBe(422)
  const { code, detail, errors } = refused.json()
  expect(code).toBe('unknown_reference')
  expect(errors).toMatchObject([{ pointer: '/secretId' }])
  expect(unknown.json()).toMatchObject({ code, detail, errors })
})

function change(id: string, secretId: string) {
  return app.api.inject({ method: 'PATCH', url: `/v1/notes/${id}`, payload: { secretId } })
}
