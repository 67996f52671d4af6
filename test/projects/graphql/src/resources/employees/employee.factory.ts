import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyEmployeeRepository } from './employee.repository.kysely.ts'
import { createEmployee, type Employee, type NewEmployee } from './employee.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newEmployeeInput(values: Partial<NewEmployee> = {}): NewEmployee {
  return {
    name: 'First name',
    salary: 1,
    pin: 'First pin',
    managerId: null,
    ...values,
  }
}

export function makeEmployee(values: Partial<Employee> = {}): Employee {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createEmployee(newEmployeeInput(), newId(), now), ...values }
}

/** Puts an employee into the database, unless one of its id is there; before it, what it refers to. */
export async function storeEmployee(
  db: Kysely<Database>,
  values: Partial<Employee> = {},
): Promise<Employee> {
  const employee = makeEmployee(values)
  const employees = createKyselyEmployeeRepository(db)
  const stored = await employees.find(employee.id)
  if (stored) return stored
  await employees.insert(employee)
  return employee
}
