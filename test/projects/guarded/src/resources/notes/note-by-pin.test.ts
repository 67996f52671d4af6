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

describe('pinId of a note', () => {
  it('is of a folder that exists, as the database says', async () => {
    const folder = await storeFolder(app.db)
    const note = await storeNote(app.db)

    const known = await change(note.id, folder.id)
    const unknown = await change(note.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().pinId).toBe(folder.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/pinId', code: 'unknown_reference' }],
    })
  })

  it('is empty after the folder of the note was removed', async () => {
    const folder = await storeFolder(app.db)
    const note = await storeNote(app.db, { pinId: folder.id })

    const url = `/v1/folders/${folder.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(204)
    const left = await app.db
      .selectFrom('notes')
      .select('pin_id as referred')
      .where('id', '=', note.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([null])
  })
})

describe('the notes whose pin is a folder', () => {
  it('are the same as in the whole list, narrowed to it', async () => {
    const folder = await storeFolder(app.db)
    await storeNote(app.db, { pinId: folder.id })
    await storeNote(app.db)

    const listed = await list(folder.id)
    const narrowed = await app.api.inject(`/v1/notes?pinId=${folder.id}`)
    const narrowedToSome = await app.api.inject(`/v1/notes?pinId[in]=${folder.id},${newId()}`)

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of notes', async () => {
    const folder = await storeFolder(app.db)
    const { createdAt } = await storeNote(app.db, { pinId: folder.id })

    const later = await list(folder.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(folder.id, '?not-a-field=1')
    const unordered = await list(folder.id, '?sort=pinId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('folder_not_found')
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
}

function list(id: string, query = '') {
  return app.api.inject(`/v1/folders/${id}/notes-by-pin${query}`)
}

function change(id: string, pinId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/notes/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ pinId }),
  })
}
