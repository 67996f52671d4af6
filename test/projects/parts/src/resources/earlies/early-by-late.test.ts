import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { indexesOf, planOf } from '../../../test/support/plan.ts'
import { newId } from '../../shared/id.ts'
import { storeLateItem } from '../lates/late.factory.ts'
import { storeEarlyItem } from './early.factory.ts'
import { createKyselyEarlyItemRepository } from './early.repository.kysely.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

describe('lateId of an early', () => {
  it('is of a late that exists, as the database says', async () => {
    const lateItem = await storeLateItem(app.db)
    const earlyItem = await storeEarlyItem(app.db)

    const known = await change(earlyItem.id, lateItem.id)
    const unknown = await change(earlyItem.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().lateId).toBe(lateItem.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/lateId', code: 'unknown_reference' }],
    })
  })

  it('keeps a late from being removed while a early refers to it', async () => {
    const lateItem = await storeLateItem(app.db)
    const earlyItem = await storeEarlyItem(app.db, { lateId: lateItem.id })

    const url = `/v2/lates/${lateItem.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(409)
    const left = await app.db
      .selectFrom('earlies')
      .select('late_id as referred')
      .where('id', '=', earlyItem.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([lateItem.id])
  })
})

describe('the earlies whose late is a late', () => {
  it('are listed below it, page by page, the newest first', async () => {
    const lateItem = await storeLateItem(app.db)
    const ids: string[] = []
    for (const minute of [1, 2, 2]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      const own = await storeEarlyItem(app.db, { lateId: lateItem.id, createdAt })
      ids.push(own.id)
    }
    await storeEarlyItem(app.db)

    const first = await list(lateItem.id, '?limit=2')
    const { data, page } = first.json<ListAnswer>()
    const rest = await list(lateItem.id, `?limit=2&cursor=${page.next}`)

    expect(first.headers.link).toMatch(`/earlies-by-late?limit=2&cursor=${page.next}>; rel="next"`)
    const seen = [...data, ...rest.json<ListAnswer>().data]
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(seen.at(-1)?.id).toBe(ids[0])
    expect(rest.json<ListAnswer>().page.next).toBeNull()
  })

  it('are the same as in the whole list, narrowed to it', async () => {
    const lateItem = await storeLateItem(app.db)
    await storeEarlyItem(app.db, { lateId: lateItem.id })
    await storeEarlyItem(app.db)

    const listed = await list(lateItem.id)
    const narrowed = await app.api.inject(`/v1/earlies?lateId=${lateItem.id}`)
    const narrowedToSome = await app.api.inject(`/v1/earlies?lateId[in]=${lateItem.id},${newId()}`)

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of earlies', async () => {
    const lateItem = await storeLateItem(app.db)
    const { createdAt } = await storeEarlyItem(app.db, { lateId: lateItem.id })

    const later = await list(lateItem.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(lateItem.id, '?not-a-field=1')
    const unordered = await list(lateItem.id, '?sort=lateId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('late_not_found')
  })

  it('have cursors that lead on nowhere else', async () => {
    const lateItem = await storeLateItem(app.db)
    const { id: otherId } = await storeLateItem(app.db)
    await storeEarlyItem(app.db, { lateId: lateItem.id })
    await storeEarlyItem(app.db, { lateId: lateItem.id })
    const first = await list(lateItem.id, '?limit=1')
    const { next } = first.json<ListAnswer>().page

    const same = await list(lateItem.id, `?cursor=${next}`)
    const other = await list(otherId, `?cursor=${next}`)
    const whole = await app.api.inject(`/v1/earlies?cursor=${next}`)
    expect([same.statusCode, other.statusCode, whole.statusCode]).toEqual([200, 400, 400])
  })

  it('are found and ordered by one index', async () => {
    const where = [{ field: 'lateId', operator: 'eq', value: newId() }] as const
    const after = [new Date(), newId()]
    const bothPages = async (db: TestApp['db']) => {
      const earlyItems = createKyselyEarlyItemRepository(db)
      await earlyItems.list({ limit: 1, where })
      await earlyItems.list({ limit: 1, where, after })
    }

    const indexes = await indexesOf(app.db, bothPages)
    expect(indexes).toEqual(['earlies_by_late', 'earlies_by_late'])
    const steps = await planOf(app.db, bothPages)
    expect(steps.filter((step) => /Seq Scan|Sort/.test(step))).toEqual([])
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
  readonly page: { readonly next: string | null }
}

function list(id: string, query = '') {
  return app.api.inject(`/v2/lates/${id}/earlies-by-late${query}`)
}

function change(id: string, lateId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/earlies/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ lateId }),
  })
}
