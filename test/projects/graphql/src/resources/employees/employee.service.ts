import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { EmployeeChangedError, EmployeeNotFoundError } from './employee.errors.ts'
import type { EmployeeRepository } from './employee.repository.ts'
import {
  createEmployee,
  type Employee,
  type EmployeeChanges,
  type NewEmployee,
} from './employee.ts'

export interface EmployeeServiceDependencies {
  readonly employees: EmployeeRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type EmployeeService = ReturnType<typeof createEmployeeService>

/** The use cases. A rule about employees belongs here, whichever way the request came in. */
export function createEmployeeService({ employees, clock, newId }: EmployeeServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Employee>> {
      return employees.list(request)
    },

    async get(id: string): Promise<Employee> {
      const employee = await employees.find(id)
      if (!employee) throw new EmployeeNotFoundError(id)
      return employee
    },

    async create(input: NewEmployee): Promise<Employee> {
      const employee = createEmployee(input, newId(), clock.now())
      await employees.insert(employee)
      return employee
    },

    async createMany(inputs: readonly NewEmployee[]): Promise<readonly Employee[]> {
      const now = clock.now()
      const created = inputs.map((input) => createEmployee(input, newId(), now))
      await employees.insert(...created)
      return created
    },

    async update(id: string, changes: EmployeeChanges, expected?: number): Promise<Employee> {
      const employee = await employees.update(id, changes, clock.now(), expected)
      if (!employee) throw await obstacle(employees, id)
      return employee
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await employees.remove(id, expected)
      if (!removed) throw await obstacle(employees, id)
    },
  }
}

/** Why there was nothing to change: no employee, or not in the version that was expected. */
async function obstacle(employees: EmployeeRepository, id: string): Promise<Error> {
  const employee = await employees.find(id)
  return employee ? new EmployeeChangedError(id) : new EmployeeNotFoundError(id)
}
