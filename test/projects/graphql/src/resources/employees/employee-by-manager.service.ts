import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { EmployeeRepository } from './employee.repository.ts'
import type { Employee } from './employee.ts'

export interface EmployeesByManagerServiceDependencies {
  readonly employees: Pick<EmployeeRepository, 'list'>
  readonly otherEmployees: Pick<EmployeeRepository, 'find'>
}

export type EmployeesByManagerService = ReturnType<typeof createEmployeesByManagerService>

/**
 * The employees whose manager is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createEmployeesByManagerService(
  dependencies: EmployeesByManagerServiceDependencies,
) {
  const { employees, otherEmployees } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Employee>> {
      if (!(await otherEmployees.find(id))) {
        throw new NotFoundError('employee_not_found', `There is no employee ${id}.`)
      }
      const own = { field: 'managerId', operator: 'eq', value: id } as const
      return employees.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
