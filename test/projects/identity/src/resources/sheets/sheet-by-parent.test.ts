import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { indexesOf, planOf } from '../../../test/support/plan.ts'
import { newId } from '../../shared/id.ts'
import { storeSheet } from './sheet.factory.ts'
import { createKyselySheetRepository } from './sheet.repository.kysely.ts'

const caller = { ...someone, roles: ['editor'] }

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller })
})

afterAll(async () => {
  await app.close()
})

describe('parentId of a sheet', () => {
  it('is of a sheet that exists, as the database says', async () => {
    const otherSheet = await storeSheet(app.db)
    const sheet = await storeSheet(app.db)

    const known = await change(sheet.id, otherSheet.id)
    const unknown = await change(sheet.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().parentId).toBe(otherSheet.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/parentId', code: 'unknown_reference' }],
    })
  })

  it('keeps a sheet from being removed while a sheet refers to it', async () => {
    const otherSheet = await storeSheet(app.db)
    const sheet = await storeSheet(app.db, { parentId: otherSheet.id })

    const url = `/v1/sheets/${otherSheet.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(409)
    const left = await app.db
      .selectFrom('sheets')
      .select('parent_id as referred')
      .where('id', '=', sheet.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([otherSheet.id])
  })
})

describe('the sheets whose parent is a sheet', () => {
  it('are listed below it, page by page, the newest first', async () => {
    const otherSheet = await storeSheet(app.db)
    const ids: string[] = []
    for (const minute of [1, 2, 2]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      const own = await storeSheet(app.db, { parentId: otherSheet.id, createdAt })
      ids.push(own.id)
    }
    await storeSheet(app.db)

    const first = await list(otherSheet.id, '?limit=2')
    const { data, page } = first.json<ListAnswer>()
    const rest = await list(otherSheet.id, `?limit=2&cursor=${page.next}`)

    expect(first.headers.link).toMatch(`/sheets?limit=2&cursor=${page.next}>; rel="next"`)
    const seen = [...data, ...rest.json<ListAnswer>().data]
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(seen.at(-1)?.id).toBe(ids[0])
    expect(rest.json<ListAnswer>().page.next).toBeNull()
  })

  it('are the same as in the whole list, narrowed to it', async () => {
    const otherSheet = await storeSheet(app.db)
    await storeSheet(app.db, { parentId: otherSheet.id })
    await storeSheet(app.db)

    const listed = await list(otherSheet.id)
    const narrowed = await app.api.inject(`/v1/sheets?parentId=${otherSheet.id}`)
    const narrowedToSome = await app.api.inject(
      `/v1/sheets?parentId[in]=${otherSheet.id},${newId()}`,
    )

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of sheets', async () => {
    const otherSheet = await storeSheet(app.db)
    const { createdAt } = await storeSheet(app.db, { parentId: otherSheet.id })

    const later = await list(otherSheet.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(otherSheet.id, '?not-a-field=1')
    const unordered = await list(otherSheet.id, '?sort=parentId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('sheet_not_found')
  })

  it('have cursors that lead on nowhere else', async () => {
    const otherSheet = await storeSheet(app.db)
    const { id: otherId } = await storeSheet(app.db)
    await storeSheet(app.db, { parentId: otherSheet.id })
    await storeSheet(app.db, { parentId: otherSheet.id })
    const first = await list(otherSheet.id, '?limit=1')
    const { next } = first.json<ListAnswer>().page

    const same = await list(otherSheet.id, `?cursor=${next}`)
    const other = await list(otherId, `?cursor=${next}`)
    const whole = await app.api.inject(`/v1/sheets?cursor=${next}`)
    expect([same.statusCode, other.statusCode, whole.statusCode]).toEqual([200, 400, 400])
  })

  it('are found and ordered by one index', async () => {
    const where = [{ field: 'parentId', operator: 'eq', value: newId() }] as const
    const after = [new Date(), newId()]
    const bothPages = async (db: TestApp['db']) => {
      const sheets = createKyselySheetRepository(db, someone.id)
      await sheets.list({ limit: 1, where })
      await sheets.list({ limit: 1, where, after })
    }

    const indexes = await indexesOf(app.db, bothPages)
    expect(indexes).toEqual(['sheets_by_parent', 'sheets_by_parent'])
    const steps = await planOf(app.db, bothPages)
    expect(steps.filter((step) => /Seq Scan|Sort/.test(step))).toEqual([])
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
  readonly page: { readonly next: string | null }
}

function list(id: string, query = '') {
  return app.api.inject(`/v1/sheets/${id}/sheets${query}`)
}

function change(id: string, parentId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/sheets/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ parentId }),
  })
}
