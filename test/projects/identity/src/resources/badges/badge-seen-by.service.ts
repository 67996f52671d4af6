import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { EmployeeRepository } from '../employees/employee.repository.ts'
import type { Employee } from '../employees/employee.ts'
import type { BadgeRepository } from './badge.repository.ts'
import type { Badge } from './badge.ts'
import type { BadgeSeenByRepository } from './badge-seen-by.repository.ts'

export interface BadgeSeenByServiceDependencies {
  readonly badges: Pick<BadgeRepository, 'find' | 'findMany'>
  readonly employees: Pick<EmployeeRepository, 'find' | 'findMany'>
  readonly pairs: BadgeSeenByRepository
}

export type BadgeSeenByService = ReturnType<typeof createBadgeSeenByService>

/** The use cases of which badges have which seen by. */
export function createBadgeSeenByService(dependencies: BadgeSeenByServiceDependencies) {
  const { badges, employees, pairs } = dependencies

  async function needBadge(id: string): Promise<void> {
    if (await badges.find(id)) return
    throw new NotFoundError('badge_not_found', `There is no badge ${id}.`)
  }

  async function needSeenBy(id: string): Promise<void> {
    if (await employees.find(id)) return
    throw new NotFoundError('employee_not_found', `There is no employee ${id}.`)
  }

  return {
    /** The seen by of a badge. */
    async listOfBadge(id: string, request: PageRequest): Promise<Page<Employee>> {
      await needBadge(id)
      const page = await pairs.listOfBadge(id, request)
      return { next: page.next, data: await found(page.data, employees) }
    },

    /** The badges that have one of the seen by. */
    async listOfSeenBy(id: string, request: PageRequest): Promise<Page<Badge>> {
      await needSeenBy(id)
      const page = await pairs.listOfSeenBy(id, request)
      return { next: page.next, data: await found(page.data, badges) }
    },

    /** Links the two; that they are already is no mistake. */
    async add(id: string, otherId: string): Promise<void> {
      await needBadge(id)
      await needSeenBy(otherId)
      await pairs.add(id, otherId)
    },

    async remove(id: string, otherId: string): Promise<void> {
      const removed = await pairs.remove(id, otherId)
      if (removed) return
      throw new NotFoundError('link_not_found', `The two are not linked: ${id}, ${otherId}.`)
    },
  }
}

/** What is listed, in one query and in their order. */
async function found<T extends { readonly id: string }>(
  listed: readonly { readonly id: string }[],
  repository: { findMany(ids: readonly string[]): Promise<readonly T[]> },
): Promise<T[]> {
  const entities = await repository.findMany(listed.map(({ id }) => id))
  const byId = new Map(entities.map((entity) => [entity.id, entity]))
  return listed.flatMap(({ id }) => byId.get(id) ?? [])
}
