import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyBadgeRepository } from './badge.repository.kysely.ts'
import { type Badge, createBadge, type NewBadge } from './badge.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newBadgeInput(values: Partial<NewBadge> = {}): NewBadge {
  return {
    label: 'First label',
    ...values,
  }
}

export function makeBadge(values: Partial<Badge> = {}): Badge {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createBadge(newBadgeInput(), newId(), now), ...values }
}

/** Puts a badge into the database, unless one of its id is there; before it, what it refers to. */
export async function storeBadge(
  db: Kysely<Database>,
  values: Partial<Badge> = {},
): Promise<Badge> {
  const badge = makeBadge(values)
  const badges = createKyselyBadgeRepository(db)
  const stored = await badges.find(badge.id)
  if (stored) return stored
  await badges.insert(badge)
  return badge
}
