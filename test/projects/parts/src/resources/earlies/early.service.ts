import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { EarlyItemChangedError, EarlyItemNotFoundError } from './early.errors.ts'
import type { EarlyItemRepository } from './early.repository.ts'
import {
  createEarlyItem,
  type EarlyItem,
  type EarlyItemChanges,
  type NewEarlyItem,
} from './early.ts'

export interface EarlyItemServiceDependencies {
  readonly earlyItems: EarlyItemRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type EarlyItemService = ReturnType<typeof createEarlyItemService>

/** The use cases. A rule about earlies belongs here, whichever way the request came in. */
export function createEarlyItemService({ earlyItems, clock, newId }: EarlyItemServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<EarlyItem>> {
      return earlyItems.list(request)
    },

    async get(id: string): Promise<EarlyItem> {
      const earlyItem = await earlyItems.find(id)
      if (!earlyItem) throw new EarlyItemNotFoundError(id)
      return earlyItem
    },

    async create(input: NewEarlyItem): Promise<EarlyItem> {
      const earlyItem = createEarlyItem(input, newId(), clock.now())
      await earlyItems.insert(earlyItem)
      return earlyItem
    },

    async createMany(inputs: readonly NewEarlyItem[]): Promise<readonly EarlyItem[]> {
      const now = clock.now()
      const created = inputs.map((input) => createEarlyItem(input, newId(), now))
      await earlyItems.insert(...created)
      return created
    },

    async update(id: string, changes: EarlyItemChanges, expected?: number): Promise<EarlyItem> {
      const earlyItem = await earlyItems.update(id, changes, clock.now(), expected)
      if (!earlyItem) throw await obstacle(earlyItems, id)
      return earlyItem
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await earlyItems.remove(id, expected)
      if (!removed) throw await obstacle(earlyItems, id)
    },
  }
}

/** Why there was nothing to change: no early, or not in the version that was expected. */
async function obstacle(earlyItems: EarlyItemRepository, id: string): Promise<Error> {
  const earlyItem = await earlyItems.find(id)
  return earlyItem ? new EarlyItemChangedError(id) : new EarlyItemNotFoundError(id)
}
