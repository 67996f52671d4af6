import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { indexesOf, planOf } from '../../../test/support/plan.ts'
import { newId } from '../../shared/id.ts'
import { storeEmployee } from './employee.factory.ts'
import { createKyselyEmployeeRepository } from './employee.repository.kysely.ts'

const caller = { ...someone, roles: ['hr'] }

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller })
})

afterAll(async () => {
  await app.close()
})

describe('managerId of an employee', () => {
  it('is of an employee that exists, as the database says', async () => {
    const otherEmployee = await storeEmployee(app.db)
    const employee = await storeEmployee(app.db)

    const known = await change(employee.id, otherEmployee.id)
    const unknown = await change(employee.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().managerId).toBe(otherEmployee.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/managerId', code: 'unknown_reference' }],
    })
  })

  it('keeps a employee from being removed while a employee refers to it', async () => {
    const otherEmployee = await storeEmployee(app.db)
    const employee = await storeEmployee(app.db, { managerId: otherEmployee.id })

    const url = `/v1/employees/${otherEmployee.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(409)
    const left = await app.db
      .selectFrom('employees')
      .select('manager_id as referred')
      .where('id', '=', employee.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([otherEmployee.id])
  })
})

describe('the employees whose manager is an employee', () => {
  it('are listed below it, page by page, the newest first', async () => {
    const otherEmployee = await storeEmployee(app.db)
    const ids: string[] = []
    for (const minute of [1, 2, 2]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      const own = await storeEmployee(app.db, { managerId: otherEmployee.id, createdAt })
      ids.push(own.id)
    }
    await storeEmployee(app.db)

    const first = await list(otherEmployee.id, '?limit=2')
    const { data, page } = first.json<ListAnswer>()
    const rest = await list(otherEmployee.id, `?limit=2&cursor=${page.next}`)

    expect(first.headers.link).toMatch(`/employees?limit=2&cursor=${page.next}>; rel="next"`)
    const seen = [...data, ...rest.json<ListAnswer>().data]
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(seen.at(-1)?.id).toBe(ids[0])
    expect(rest.json<ListAnswer>().page.next).toBeNull()
  })

  it('are the same as in the whole list, narrowed to it', async () => {
    const otherEmployee = await storeEmployee(app.db)
    await storeEmployee(app.db, { managerId: otherEmployee.id })
    await storeEmployee(app.db)

    const listed = await list(otherEmployee.id)
    const narrowed = await app.api.inject(`/v1/employees?managerId=${otherEmployee.id}`)
    const narrowedToSome = await app.api.inject(
      `/v1/employees?managerId[in]=${otherEmployee.id},${newId()}`,
    )

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of employees', async () => {
    const otherEmployee = await storeEmployee(app.db)
    const { createdAt } = await storeEmployee(app.db, { managerId: otherEmployee.id })

    const later = await list(otherEmployee.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(otherEmployee.id, '?not-a-field=1')
    const unordered = await list(otherEmployee.id, '?sort=managerId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('employee_not_found')
  })

  it('have cursors that lead on nowhere else', async () => {
    const otherEmployee = await storeEmployee(app.db)
    const { id: otherId } = await storeEmployee(app.db)
    await storeEmployee(app.db, { managerId: otherEmployee.id })
    await storeEmployee(app.db, { managerId: otherEmployee.id })
    const first = await list(otherEmployee.id, '?limit=1')
    const { next } = first.json<ListAnswer>().page

    const same = await list(otherEmployee.id, `?cursor=${next}`)
    const other = await list(otherId, `?cursor=${next}`)
    const whole = await app.api.inject(`/v1/employees?cursor=${next}`)
    expect([same.statusCode, other.statusCode, whole.statusCode]).toEqual([200, 400, 400])
  })

  it('are found and ordered by one index', async () => {
    const where = [{ field: 'managerId', operator: 'eq', value: newId() }] as const
    const after = [new Date(), newId()]
    const bothPages = async (db: TestApp['db']) => {
      const employees = createKyselyEmployeeRepository(db)
      await employees.list({ limit: 1, where })
      await employees.list({ limit: 1, where, after })
    }

    const indexes = await indexesOf(app.db, bothPages)
    expect(indexes).toEqual(['employees_by_manager', 'employees_by_manager'])
    const steps = await planOf(app.db, bothPages)
    expect(steps.filter((step) => /Seq Scan|Sort/.test(step))).toEqual([])
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
  readonly page: { readonly next: string | null }
}

function list(id: string, query = '') {
  return app.api.inject(`/v1/employees/${id}/employees${query}`)
}

function change(id: string, managerId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/employees/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ managerId }),
  })
}
