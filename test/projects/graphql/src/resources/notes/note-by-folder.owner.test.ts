import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { signedIn, someone, someoneElse } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeFolder } from '../folders/folder.factory.ts'
import { storeNote } from './note.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someoneElse })
})

afterAll(async () => {
  await app.close()
})

it('folderId of someone else is as unknown as one that is not there', async () => {
  // Whatever else it refers to is the caller's own, so nothing but this can be refused.
  const note = await storeNote(app.db, {}, someoneElse.id)
  const own = await storeFolder(app.db, {}, someoneElse.id)
  const foreign = await storeFolder(app.db)

  const known = await change(note.id, own.id)
  const refused = await change(note.id, foreign.id)
  const unknown = await change(note.id, newId())

  expect(known.statusCode).toBe(200)
  expect(refused.statusCode).toBe(422)
  expect(unknown.statusCode).toBe(422)
  const { code, detail, errors } = refused.json()
  expect(code).toBe('unknown_reference')
  expect(errors).toMatchObject([{ pointer: '/folderId' }])
  expect(unknown.json()).toMatchObject({ code, detail, errors })
})

it('nobody sees the notes below a folder of someone else', async () => {
  const foreign = await storeFolder(app.db)
  const note = await storeNote(app.db, { folderId: foreign.id })
  const list = (id: string, headers = {}) => {
    return app.api.inject({ url: `/v1/folders/${id}/notes-by-folder`, headers })
  }

  const refused = await list(foreign.id)
  const unknown = await list(newId())
  const seen = await list(foreign.id, signedIn({ ...someone, roles: [] }))

  expect([refused.statusCode, unknown.statusCode]).toEqual([404, 404])
  expect(refused.json().code).toBe(unknown.json().code)
  expect(refused.body).not.toContain(note.id)
  expect(seen.json().data).toMatchObject([{ id: note.id }])
})

function change(id: string, folderId: string) {
  return app.api.inject({ method: 'PATCH', url: `/v1/notes/${id}`, payload: { folderId } })
}
