import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { BadgeChangedError, BadgeNotFoundError } from './badge.errors.ts'
import type { BadgeRepository } from './badge.repository.ts'
import { type Badge, type BadgeChanges, createBadge, type NewBadge } from './badge.ts'

export interface BadgeServiceDependencies {
  readonly badges: BadgeRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type BadgeService = ReturnType<typeof createBadgeService>

/** The use cases. A rule about badges belongs here, whichever way the request came in. */
export function createBadgeService({ badges, clock, newId }: BadgeServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Badge>> {
      return badges.list(request)
    },

    async get(id: string): Promise<Badge> {
      const badge = await badges.find(id)
      if (!badge) throw new BadgeNotFoundError(id)
      return badge
    },

    async create(input: NewBadge): Promise<Badge> {
      const badge = createBadge(input, newId(), clock.now())
      await badges.insert(badge)
      return badge
    },

    async createMany(inputs: readonly NewBadge[]): Promise<readonly Badge[]> {
      const now = clock.now()
      const created = inputs.map((input) => createBadge(input, newId(), now))
      await badges.insert(...created)
      return created
    },

    async update(id: string, changes: BadgeChanges, expected?: number): Promise<Badge> {
      const badge = await badges.update(id, changes, clock.now(), expected)
      if (!badge) throw await obstacle(badges, id)
      return badge
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await badges.remove(id, expected)
      if (!removed) throw await obstacle(badges, id)
    },
  }
}

/** Why there was nothing to change: no badge, or not in the version that was expected. */
async function obstacle(badges: BadgeRepository, id: string): Promise<Error> {
  const badge = await badges.find(id)
  return badge ? new BadgeChangedError(id) : new BadgeNotFoundError(id)
}
