import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeFolder } from '../folders/folder.factory.ts'
import { storeNote } from './note.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someone })
})

afterAll(async () => {
  await app.close()
})

describe('folderId of a note', () => {
  it('is of a folder that exists, as the database says', async () => {
    const folder = await storeFolder(app.db)
    const note = await storeNote(app.db)

    const known = await change(note.id, folder.id)
    const unknown = await change(note.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().folderId).toBe(folder.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/folderId', code: 'unknown_reference' }],
    })
  })

  it('takes the note away with its folder', async () => {
    const folder = await storeFolder(app.db)
    const note = await storeNote(app.db, { folderId: folder.id })

    const url = `/v1/folders/${folder.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(204)
    const left = await app.db
      .selectFrom('notes')
      .select('folder_id')
      .where('id', '=', note.id)
      .execute()
    expect(left.map((row) => row.folder_id)).toEqual([])
  })
})

function change(id: string, folderId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/notes/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ folderId }),
  })
}
