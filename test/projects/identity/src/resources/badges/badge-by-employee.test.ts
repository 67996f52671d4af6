import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { indexesOf, planOf } from '../../../test/support/plan.ts'
import { newId } from '../../shared/id.ts'
import { storeEmployee } from '../employees/employee.factory.ts'
import { storeBadge } from './badge.factory.ts'
import { createKyselyBadgeRepository } from './badge.repository.kysely.ts'

const caller = { ...someone, roles: ['admin', 'hr'] }

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller })
})

afterAll(async () => {
  await app.close()
})

describe('employeeId of a badge', () => {
  it('is of an employee that exists, as the database says', async () => {
    const employee = await storeEmployee(app.db)
    const badge = await storeBadge(app.db)

    const known = await change(badge.id, employee.id)
    const unknown = await change(badge.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().employeeId).toBe(employee.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/employeeId', code: 'unknown_reference' }],
    })
  })

  it('keeps a employee from being removed while a badge refers to it', async () => {
    const employee = await storeEmployee(app.db)
    const badge = await storeBadge(app.db, { employeeId: employee.id })

    const url = `/v1/employees/${employee.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(409)
    const left = await app.db
      .selectFrom('badges')
      .select('employee_id as referred')
      .where('id', '=', badge.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([employee.id])
  })
})

describe('the badges whose employee is an employee', () => {
  it('are listed below it, page by page, the newest first', async () => {
    const employee = await storeEmployee(app.db)
    const ids: string[] = []
    for (const minute of [1, 2, 2]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      const own = await storeBadge(app.db, { employeeId: employee.id, createdAt })
      ids.push(own.id)
    }
    await storeBadge(app.db)

    const first = await list(employee.id, '?limit=2')
    const { data, page } = first.json<ListAnswer>()
    const rest = await list(employee.id, `?limit=2&cursor=${page.next}`)

    expect(first.headers.link).toMatch(
      `/badges-by-employee?limit=2&cursor=${page.next}>; rel="next"`,
    )
    const seen = [...data, ...rest.json<ListAnswer>().data]
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(seen.at(-1)?.id).toBe(ids[0])
    expect(rest.json<ListAnswer>().page.next).toBeNull()
  })

  it('are the same as in the whole list, narrowed to it', async () => {
    const employee = await storeEmployee(app.db)
    await storeBadge(app.db, { employeeId: employee.id })
    await storeBadge(app.db)

    const listed = await list(employee.id)
    const narrowed = await app.api.inject(`/v1/badges?employeeId=${employee.id}`)
    const narrowedToSome = await app.api.inject(
      `/v1/badges?employeeId[in]=${employee.id},${newId()}`,
    )

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of badges', async () => {
    const employee = await storeEmployee(app.db)
    const { createdAt } = await storeBadge(app.db, { employeeId: employee.id })

    const later = await list(employee.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(employee.id, '?not-a-field=1')
    const unordered = await list(employee.id, '?sort=employeeId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('employee_not_found')
  })

  it('have cursors that lead on nowhere else', async () => {
    const employee = await storeEmployee(app.db)
    const { id: otherId } = await storeEmployee(app.db)
    await storeBadge(app.db, { employeeId: employee.id })
    await storeBadge(app.db, { employeeId: employee.id })
    const first = await list(employee.id, '?limit=1')
    const { next } = first.json<ListAnswer>().page

    const same = await list(employee.id, `?cursor=${next}`)
    const other = await list(otherId, `?cursor=${next}`)
    const whole = await app.api.inject(`/v1/badges?cursor=${next}`)
    expect([same.statusCode, other.statusCode, whole.statusCode]).toEqual([200, 400, 400])
  })

  it('are found and ordered by one index', async () => {
    const where = [{ field: 'employeeId', operator: 'eq', value: newId() }] as const
    const after = [new Date(), newId()]
    const bothPages = async (db: TestApp['db']) => {
      const badges = createKyselyBadgeRepository(db)
      await badges.list({ limit: 1, where })
      await badges.list({ limit: 1, where, after })
    }

    const indexes = await indexesOf(app.db, bothPages)
    expect(indexes).toEqual(['badges_by_employee', 'badges_by_employee'])
    const steps = await planOf(app.db, bothPages)
    expect(steps.filter((step) => /Seq Scan|Sort/.test(step))).toEqual([])
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
  readonly page: { readonly next: string | null }
}

function list(id: string, query = '') {
  return app.api.inject(`/v1/employees/${id}/badges-by-employee${query}`)
}

function change(id: string, employeeId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/badges/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ employeeId }),
  })
}
