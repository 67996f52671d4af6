import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyEmployeeRepository } from '../employees/employee.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { createKyselyBadgeRepository } from './badge.repository.kysely.ts'
import { badgeSeenByController, badgesBySeenByController } from './badge-seen-by.controller.ts'
import { createKyselyBadgeSeenByRepository } from './badge-seen-by.repository.kysely.ts'
import { createBadgeSeenByService } from './badge-seen-by.service.ts'

/** The rules of these links on any connection. */
export function serviceOn(db: Kysely<Database>) {
  return createBadgeSeenByService({
    badges: createKyselyBadgeRepository(db),
    employees: createKyselyEmployeeRepository(db),
    pairs: createKyselyBadgeSeenByRepository(db),
  })
}

export const badgeSeenBy: Resource = {
  path: '/badges/:id/seen-by',
  plugin: ({ db, cursors }) => badgeSeenByController(serviceOn(db), cursors),
}

export const badgesBySeenBy: Resource = {
  path: '/employees/:id/badges',
  plugin: ({ db, cursors }) => badgesBySeenByController(serviceOn(db), cursors),
}
