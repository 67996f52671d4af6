import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { LateItemRepository } from '../lates/late.repository.ts'
import type { EarlyItemRepository } from './early.repository.ts'
import type { EarlyItem } from './early.ts'

export interface EarlyItemsByLateServiceDependencies {
  readonly earlyItems: Pick<EarlyItemRepository, 'list'>
  readonly lateItems: Pick<LateItemRepository, 'find'>
}

export type EarlyItemsByLateService = ReturnType<typeof createEarlyItemsByLateService>

/**
 * The earlies whose late is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createEarlyItemsByLateService(dependencies: EarlyItemsByLateServiceDependencies) {
  const { earlyItems, lateItems } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<EarlyItem>> {
      if (!(await lateItems.find(id))) {
        throw new NotFoundError('late_not_found', `There is no late ${id}.`)
      }
      const own = { field: 'lateId', operator: 'eq', value: id } as const
      return earlyItems.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
