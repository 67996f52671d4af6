import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { storeEmployee } from '../employees/employee.factory.ts'
import { createKyselyBadgeRepository } from './badge.repository.kysely.ts'
import { type Badge, createBadge, type NewBadge } from './badge.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newBadgeInput(values: Partial<NewBadge> = {}): NewBadge {
  return {
    label: 'First label',
    employeeId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
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
  await storeEmployee(db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeEmployee(db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  const badge = makeBadge(values)
  const badges = createKyselyBadgeRepository(db)
  const stored = await badges.find(badge.id)
  if (stored) return stored
  await badges.insert(badge)
  return badge
}
