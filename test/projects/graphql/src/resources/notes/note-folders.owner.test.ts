import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { signedIn, someone, someoneElse } from '../../../test/support/identity.ts'
import { storeFolder } from '../folders/folder.factory.ts'
import { storeNote } from './note.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

it('nobody sees, adds or takes away the folders of a note of someone else', async () => {
  const { id } = await storeNote(app.db)
  const { id: otherId } = await storeFolder(app.db)
  const forward = `/v1/notes/${id}/folders`
  const backward = `/v1/folders/${otherId}/notes`
  const own = (method: 'GET' | 'PUT', url: string) => send(method, url, someone)
  const foreign = (method: 'GET' | 'PUT' | 'DELETE', url: string) => send(method, url, someoneElse)
  await own('PUT', `${forward}/${otherId}`)

  for (const list of [await foreign('GET', forward), await foreign('GET', backward)]) {
    // One of the two may be for others as well.
    expect(list.statusCode === 404 ? [] : list.json().data).toEqual([])
  }
  expect((await foreign('PUT', `${forward}/${otherId}`)).statusCode).toBe(404)
  expect((await foreign('DELETE', `${forward}/${otherId}`)).statusCode).toBe(404)
  expect((await own('GET', forward)).json().data).toHaveLength(1)
  expect((await own('GET', backward)).json().data).toHaveLength(1)
})

function send(method: 'GET' | 'PUT' | 'DELETE', url: string, { id }: typeof someone) {
  return app.api.inject({ method, url, headers: signedIn({ id, roles: [] }) })
}
