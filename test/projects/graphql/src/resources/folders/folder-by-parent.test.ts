import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { indexesOf, planOf } from '../../../test/support/plan.ts'
import { newId } from '../../shared/id.ts'
import { storeFolder } from './folder.factory.ts'
import { createKyselyFolderRepository } from './folder.repository.kysely.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someone })
})

afterAll(async () => {
  await app.close()
})

describe('parentId of a folder', () => {
  it('is of a folder that exists, as the database says', async () => {
    const otherFolder = await storeFolder(app.db)
    const folder = await storeFolder(app.db)

    const known = await change(folder.id, otherFolder.id)
    const unknown = await change(folder.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().parentId).toBe(otherFolder.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/parentId', code: 'unknown_reference' }],
    })
  })

  it('is empty after the folder of the folder was removed', async () => {
    const otherFolder = await storeFolder(app.db)
    const folder = await storeFolder(app.db, { parentId: otherFolder.id })

    const url = `/v1/folders/${otherFolder.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(204)
    const left = await app.db
      .selectFrom('folders')
      .select('parent_id as referred')
      .where('id', '=', folder.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([null])
  })
})

describe('the folders whose parent is a folder', () => {
  it('are listed below it, page by page, the newest first', async () => {
    const otherFolder = await storeFolder(app.db)
    const ids: string[] = []
    for (const minute of [1, 2, 2]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      const own = await storeFolder(app.db, { parentId: otherFolder.id, createdAt })
      ids.push(own.id)
    }
    await storeFolder(app.db)

    const first = await list(otherFolder.id, '?limit=2')
    const { data, page } = first.json<ListAnswer>()
    const rest = await list(otherFolder.id, `?limit=2&cursor=${page.next}`)

    expect(first.headers.link).toMatch(`/folders?limit=2&cursor=${page.next}>; rel="next"`)
    const seen = [...data, ...rest.json<ListAnswer>().data]
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(seen.at(-1)?.id).toBe(ids[0])
    expect(rest.json<ListAnswer>().page.next).toBeNull()
  })

  it('are the same as in the whole list, narrowed to it', async () => {
    const otherFolder = await storeFolder(app.db)
    await storeFolder(app.db, { parentId: otherFolder.id })
    await storeFolder(app.db)

    const listed = await list(otherFolder.id)
    const narrowed = await app.api.inject(`/v1/folders?parentId=${otherFolder.id}`)
    const narrowedToSome = await app.api.inject(
      `/v1/folders?parentId[in]=${otherFolder.id},${newId()}`,
    )

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of folders', async () => {
    const otherFolder = await storeFolder(app.db)
    const { createdAt } = await storeFolder(app.db, { parentId: otherFolder.id })

    const later = await list(otherFolder.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(otherFolder.id, '?not-a-field=1')
    const unordered = await list(otherFolder.id, '?sort=parentId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('folder_not_found')
  })

  it('have cursors that lead on nowhere else', async () => {
    const otherFolder = await storeFolder(app.db)
    const { id: otherId } = await storeFolder(app.db)
    await storeFolder(app.db, { parentId: otherFolder.id })
    await storeFolder(app.db, { parentId: otherFolder.id })
    const first = await list(otherFolder.id, '?limit=1')
    const { next } = first.json<ListAnswer>().page

    const same = await list(otherFolder.id, `?cursor=${next}`)
    const other = await list(otherId, `?cursor=${next}`)
    const whole = await app.api.inject(`/v1/folders?cursor=${next}`)
    expect([same.statusCode, other.statusCode, whole.statusCode]).toEqual([200, 400, 400])
  })

  it('are found and ordered by one index', async () => {
    const where = [{ field: 'parentId', operator: 'eq', value: newId() }] as const
    const after = [new Date(), newId()]
    const bothPages = async (db: TestApp['db']) => {
      const folders = createKyselyFolderRepository(db, someone.id)
      await folders.list({ limit: 1, where })
      await folders.list({ limit: 1, where, after })
    }

    const indexes = await indexesOf(app.db, bothPages)
    expect(indexes).toEqual(['folders_by_parent', 'folders_by_parent'])
    const steps = await planOf(app.db, bothPages)
    expect(steps.filter((step) => /Seq Scan|Sort/.test(step))).toEqual([])
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
  readonly page: { readonly next: string | null }
}

function list(id: string, query = '') {
  return app.api.inject(`/v1/folders/${id}/folders${query}`)
}

function change(id: string, parentId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/folders/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ parentId }),
  })
}
