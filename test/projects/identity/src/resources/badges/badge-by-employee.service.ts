import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { EmployeeRepository } from '../employees/employee.repository.ts'
import type { BadgeRepository } from './badge.repository.ts'
import type { Badge } from './badge.ts'

export interface BadgesByEmployeeServiceDependencies {
  readonly badges: Pick<BadgeRepository, 'list'>
  readonly employees: Pick<EmployeeRepository, 'find'>
}

export type BadgesByEmployeeService = ReturnType<typeof createBadgesByEmployeeService>

/**
 * The badges whose employee is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createBadgesByEmployeeService(dependencies: BadgesByEmployeeServiceDependencies) {
  const { badges, employees } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Badge>> {
      if (!(await employees.find(id))) {
        throw new NotFoundError('employee_not_found', `There is no employee ${id}.`)
      }
      const own = { field: 'employeeId', operator: 'eq', value: id } as const
      return badges.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
