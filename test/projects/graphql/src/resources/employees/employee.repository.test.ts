import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeEmployee } from './employee.factory.ts'
import { createKyselyEmployeeRepository } from './employee.repository.kysely.ts'
import { createMemoryEmployeeRepository } from './employee.repository.memory.ts'
import type { EmployeeRepository } from './employee.repository.ts'
import type { EmployeeChanges } from './employee.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryEmployeeRepository(),
  'on the database': () => createKyselyEmployeeRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<EmployeeChanges> = {
  name: 'Second name',
  salary: 2,
  pin: 'Second pin',
  managerId: null,
}

describe.each(Object.entries(implementations))('the repository of employees %s', (_, create) => {
  let employees: EmployeeRepository

  beforeEach(async () => {
    await database.db.deleteFrom('employees').execute()
    employees = create()
  })

  it('gives back what it was given', async () => {
    const employee = makeEmployee()

    await employees.insert(employee)

    expect(await employees.find(employee.id)).toEqual(employee)
  })

  it('keeps all of several', async () => {
    const several = [makeEmployee(), makeEmployee(), makeEmployee()]

    await employees.insert(...several)
    await employees.insert()

    expect((await employees.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const employee = makeEmployee()

    await expect(employees.insert(makeEmployee(), employee, employee)).rejects.toThrow()

    expect((await employees.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await employees.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const employee = makeEmployee()
    await employees.insert(employee)
    await employees.insert(makeEmployee())

    expect(await employees.findMany([newId(), employee.id])).toEqual([employee])
    expect(await employees.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const employee = makeEmployee()
    const other = makeEmployee()
    await employees.insert(employee)
    await employees.insert(other)
    const only = Object.fromEntries([change])

    const changed = await employees.update(employee.id, only, later)

    expect(changed).toEqual({ ...employee, ...only, updatedAt: later, version: 2 })
    expect(await employees.find(employee.id)).toEqual(changed)
    expect(await employees.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await employees.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const employee = makeEmployee({ version: 3 })
    await employees.insert(employee)

    expect(await employees.update(employee.id, changes, later, 2)).toBeUndefined()
    expect(await employees.find(employee.id)).toEqual(employee)
    const changed = await employees.update(employee.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const employee = makeEmployee({ version: 3 })
    await employees.insert(employee)

    expect(await employees.remove(employee.id, 2)).toBe(false)
    expect(await employees.find(employee.id)).toEqual(employee)
    expect(await employees.remove(employee.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const employee = makeEmployee()
    const other = makeEmployee()
    await employees.insert(employee)
    await employees.insert(other)

    expect(await employees.remove(employee.id)).toBe(true)
    expect(await employees.remove(employee.id)).toBe(false)
    expect(await employees.find(employee.id)).toBeUndefined()
    expect(await employees.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await employees.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeEmployee({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const employee of made) {
      await employees.insert(employee)
    }

    const walked = await walk(employees, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await employees.insert(makeEmployee())
    await employees.insert(makeEmployee())

    expect((await employees.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt', 'salary'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const employee = makeEmployee()
      const steps = await planOf(database.db, async (db) => {
        const employees = createKyselyEmployeeRepository(db)
        await employees.list({ limit: 1, sort })
        const after = [fieldOf(employee, field), employee.id]
        await employees.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(employee, field) }] as const
        await employees.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(employees: EmployeeRepository, request: PageRequest): Promise<string[]> {
  const page = await employees.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(employees, { ...request, after: page.next }))]
}
