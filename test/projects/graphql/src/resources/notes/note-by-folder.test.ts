import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { indexesOf, planOf } from '../../../test/support/plan.ts'
import { newId } from '../../shared/id.ts'
import { storeFolder } from '../folders/folder.factory.ts'
import { storeNote } from './note.factory.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'

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

  it('keeps a folder from being removed while a note refers to it', async () => {
    const folder = await storeFolder(app.db)
    const note = await storeNote(app.db, { folderId: folder.id })

    const url = `/v1/folders/${folder.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(409)
    const left = await app.db
      .selectFrom('notes')
      .select('folder_id as referred')
      .where('id', '=', note.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([folder.id])
  })
})

describe('the notes whose folder is a folder', () => {
  it('are listed below it, page by page, the newest first', async () => {
    const folder = await storeFolder(app.db)
    const ids: string[] = []
    for (const minute of [1, 2, 2]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      const own = await storeNote(app.db, { folderId: folder.id, createdAt })
      ids.push(own.id)
    }
    await storeNote(app.db)

    const first = await list(folder.id, '?limit=2')
    const { data, page } = first.json<ListAnswer>()
    const rest = await list(folder.id, `?limit=2&cursor=${page.next}`)

    expect(first.headers.link).toMatch(`/notes-by-folder?limit=2&cursor=${page.next}>; rel="next"`)
    const seen = [...data, ...rest.json<ListAnswer>().data]
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(seen.at(-1)?.id).toBe(ids[0])
    expect(rest.json<ListAnswer>().page.next).toBeNull()
  })

  it('are the same as in the whole list, narrowed to it', async () => {
    const folder = await storeFolder(app.db)
    await storeNote(app.db, { folderId: folder.id })
    await storeNote(app.db)

    const listed = await list(folder.id)
    const narrowed = await app.api.inject(`/v1/notes?folderId=${folder.id}`)
    const narrowedToSome = await app.api.inject(`/v1/notes?folderId[in]=${folder.id},${newId()}`)

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of notes', async () => {
    const folder = await storeFolder(app.db)
    const { createdAt } = await storeNote(app.db, { folderId: folder.id })

    const later = await list(folder.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(folder.id, '?not-a-field=1')
    const unordered = await list(folder.id, '?sort=folderId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('folder_not_found')
  })

  it('have cursors that lead on nowhere else', async () => {
    const folder = await storeFolder(app.db)
    const { id: otherId } = await storeFolder(app.db)
    await storeNote(app.db, { folderId: folder.id })
    await storeNote(app.db, { folderId: folder.id })
    const first = await list(folder.id, '?limit=1')
    const { next } = first.json<ListAnswer>().page

    const same = await list(folder.id, `?cursor=${next}`)
    const other = await list(otherId, `?cursor=${next}`)
    const whole = await app.api.inject(`/v1/notes?cursor=${next}`)
    expect([same.statusCode, other.statusCode, whole.statusCode]).toEqual([200, 400, 400])
  })

  it('are found and ordered by one index', async () => {
    const where = [{ field: 'folderId', operator: 'eq', value: newId() }] as const
    const after = [new Date(), newId()]
    const bothPages = async (db: TestApp['db']) => {
      const notes = createKyselyNoteRepository(db, someone.id)
      await notes.list({ limit: 1, where })
      await notes.list({ limit: 1, where, after })
    }

    const indexes = await indexesOf(app.db, bothPages)
    expect(indexes).toEqual(['notes_by_folder', 'notes_by_folder'])
    const steps = await planOf(app.db, bothPages)
    expect(steps.filter((step) => /Seq Scan|Sort/.test(step))).toEqual([])
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
  readonly page: { readonly next: string | null }
}

function list(id: string, query = '') {
  return app.api.inject(`/v1/folders/${id}/notes-by-folder${query}`)
}

function change(id: string, folderId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/notes/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ folderId }),
  })
}
