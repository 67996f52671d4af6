import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { LateItemRepository } from '../lates/late.repository.ts'
import type { LateItem } from '../lates/late.ts'
import type { EarlyItemRepository } from './early.repository.ts'
import type { EarlyItem } from './early.ts'
import type { EarlyItemLatesRepository } from './early-lates.repository.ts'

export interface EarlyItemLatesServiceDependencies {
  readonly earlyItems: Pick<EarlyItemRepository, 'find' | 'findMany'>
  readonly lateItems: Pick<LateItemRepository, 'find' | 'findMany'>
  readonly pairs: EarlyItemLatesRepository
}

export type EarlyItemLatesService = ReturnType<typeof createEarlyItemLatesService>

/** The use cases of which earlies have which lates. */
export function createEarlyItemLatesService(dependencies: EarlyItemLatesServiceDependencies) {
  const { earlyItems, lateItems, pairs } = dependencies

  async function needEarlyItem(id: string): Promise<void> {
    if (await earlyItems.find(id)) return
    throw new NotFoundError('early_not_found', `There is no early ${id}.`)
  }

  async function needLates(id: string): Promise<void> {
    if (await lateItems.find(id)) return
    throw new NotFoundError('late_not_found', `There is no late ${id}.`)
  }

  return {
    /** The lates of an early. */
    async listOfEarlyItem(id: string, request: PageRequest): Promise<Page<LateItem>> {
      await needEarlyItem(id)
      const page = await pairs.listOfEarlyItem(id, request)
      return { next: page.next, data: await found(page.data, lateItems) }
    },

    /** The earlies that have one of the lates. */
    async listOfLates(id: string, request: PageRequest): Promise<Page<EarlyItem>> {
      await needLates(id)
      const page = await pairs.listOfLates(id, request)
      return { next: page.next, data: await found(page.data, earlyItems) }
    },

    /** Links the two; that they are already is no mistake. */
    async add(id: string, otherId: string): Promise<void> {
      await needEarlyItem(id)
      await needLates(otherId)
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
