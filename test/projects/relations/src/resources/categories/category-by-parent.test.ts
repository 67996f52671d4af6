import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { indexesOf, planOf } from '../../../test/support/plan.ts'
import { newId } from '../../shared/id.ts'
import { storeCategory } from './category.factory.ts'
import { createKyselyCategoryRepository } from './category.repository.kysely.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

describe('parentId of a category', () => {
  it('is of a category that exists, as the database says', async () => {
    const otherCategory = await storeCategory(app.db)
    const category = await storeCategory(app.db)

    const known = await change(category.id, otherCategory.id)
    const unknown = await change(category.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().parentId).toBe(otherCategory.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/parentId', code: 'unknown_reference' }],
    })
  })

  it('stays when the category of the category is removed', async () => {
    const otherCategory = await storeCategory(app.db)
    const category = await storeCategory(app.db, { parentId: otherCategory.id })

    const url = `/v1/categories/${otherCategory.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(204)
    const left = await app.db
      .selectFrom('categories')
      .select('parent_id as referred')
      .where('id', '=', category.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([otherCategory.id])
  })
})

describe('the categories whose parent is a category', () => {
  it('are listed below it, page by page, the newest first', async () => {
    const otherCategory = await storeCategory(app.db)
    const ids: string[] = []
    for (const minute of [1, 2, 2]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      const own = await storeCategory(app.db, { parentId: otherCategory.id, createdAt })
      ids.push(own.id)
    }
    await storeCategory(app.db)

    const first = await list(otherCategory.id, '?limit=2')
    const { data, page } = first.json<ListAnswer>()
    const rest = await list(otherCategory.id, `?limit=2&cursor=${page.next}`)

    expect(first.headers.link).toMatch(`/categories?limit=2&cursor=${page.next}>; rel="next"`)
    const seen = [...data, ...rest.json<ListAnswer>().data]
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(seen.at(-1)?.id).toBe(ids[0])
    expect(rest.json<ListAnswer>().page.next).toBeNull()
  })

  it('are the same as in the whole list, narrowed to it', async () => {
    const otherCategory = await storeCategory(app.db)
    await storeCategory(app.db, { parentId: otherCategory.id })
    await storeCategory(app.db)

    const listed = await list(otherCategory.id)
    const narrowed = await app.api.inject(`/v1/categories?parentId=${otherCategory.id}`)
    const narrowedToSome = await app.api.inject(
      `/v1/categories?parentId[in]=${otherCategory.id},${newId()}`,
    )

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of categories', async () => {
    const otherCategory = await storeCategory(app.db)
    const { createdAt } = await storeCategory(app.db, { parentId: otherCategory.id })

    const later = await list(otherCategory.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(otherCategory.id, '?not-a-field=1')
    const unordered = await list(otherCategory.id, '?sort=parentId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('category_not_found')
  })

  it('have cursors that lead on nowhere else', async () => {
    const otherCategory = await storeCategory(app.db)
    const { id: otherId } = await storeCategory(app.db)
    await storeCategory(app.db, { parentId: otherCategory.id })
    await storeCategory(app.db, { parentId: otherCategory.id })
    const first = await list(otherCategory.id, '?limit=1')
    const { next } = first.json<ListAnswer>().page

    const same = await list(otherCategory.id, `?cursor=${next}`)
    const other = await list(otherId, `?cursor=${next}`)
    const whole = await app.api.inject(`/v1/categories?cursor=${next}`)
    expect([same.statusCode, other.statusCode, whole.statusCode]).toEqual([200, 400, 400])
  })

  it('are found and ordered by one index', async () => {
    const where = [{ field: 'parentId', operator: 'eq', value: newId() }] as const
    const after = [new Date(), newId()]
    const bothPages = async (db: TestApp['db']) => {
      const categories = createKyselyCategoryRepository(db)
      await categories.list({ limit: 1, where })
      await categories.list({ limit: 1, where, after })
    }

    const indexes = await indexesOf(app.db, bothPages)
    expect(indexes).toEqual(['categories_by_parent', 'categories_by_parent'])
    const steps = await planOf(app.db, bothPages)
    expect(steps.filter((step) => /Seq Scan|Sort/.test(step))).toEqual([])
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
  readonly page: { readonly next: string | null }
}

function list(id: string, query = '') {
  return app.api.inject(`/v1/categories/${id}/categories${query}`)
}

function change(id: string, parentId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/categories/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ parentId }),
  })
}
