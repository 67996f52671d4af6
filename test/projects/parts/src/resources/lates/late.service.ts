import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { LateItemChangedError, LateItemNotFoundError } from './late.errors.ts'
import type { LateItemRepository } from './late.repository.ts'
import { createLateItem, type LateItem, type LateItemChanges, type NewLateItem } from './late.ts'

export interface LateItemServiceDependencies {
  readonly lateItems: LateItemRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type LateItemService = ReturnType<typeof createLateItemService>

/** The use cases. A rule about lates belongs here, whichever way the request came in. */
export function createLateItemService({ lateItems, clock, newId }: LateItemServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<LateItem>> {
      return lateItems.list(request)
    },

    async get(id: string): Promise<LateItem> {
      const lateItem = await lateItems.find(id)
      if (!lateItem) throw new LateItemNotFoundError(id)
      return lateItem
    },

    async create(input: NewLateItem): Promise<LateItem> {
      const lateItem = createLateItem(input, newId(), clock.now())
      await lateItems.insert(lateItem)
      return lateItem
    },

    async createMany(inputs: readonly NewLateItem[]): Promise<readonly LateItem[]> {
      const now = clock.now()
      const created = inputs.map((input) => createLateItem(input, newId(), now))
      await lateItems.insert(...created)
      return created
    },

    async update(id: string, changes: LateItemChanges, expected?: number): Promise<LateItem> {
      const lateItem = await lateItems.update(id, changes, clock.now(), expected)
      if (!lateItem) throw await obstacle(lateItems, id)
      return lateItem
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await lateItems.remove(id, expected)
      if (!removed) throw await obstacle(lateItems, id)
    },
  }
}

/** Why there was nothing to change: no late, or not in the version that was expected. */
async function obstacle(lateItems: LateItemRepository, id: string): Promise<Error> {
  const lateItem = await lateItems.find(id)
  return lateItem ? new LateItemChangedError(id) : new LateItemNotFoundError(id)
}
