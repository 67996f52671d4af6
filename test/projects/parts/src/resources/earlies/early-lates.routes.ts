import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyLateItemRepository } from '../lates/late.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { createKyselyEarlyItemRepository } from './early.repository.kysely.ts'
import { earlyItemLatesController, earlyItemsByLatesController } from './early-lates.controller.ts'
import { createKyselyEarlyItemLatesRepository } from './early-lates.repository.kysely.ts'
import { createEarlyItemLatesService } from './early-lates.service.ts'

/** The rules of these links on any connection. */
export function serviceOn(db: Kysely<Database>) {
  return createEarlyItemLatesService({
    earlyItems: createKyselyEarlyItemRepository(db),
    lateItems: createKyselyLateItemRepository(db),
    pairs: createKyselyEarlyItemLatesRepository(db),
  })
}

export const earlyItemLates: Resource = {
  path: '/earlies/:id/lates',
  plugin: ({ db, cursors }) => earlyItemLatesController(serviceOn(db), cursors),
}

export const earlyItemsByLates: Resource = {
  path: '/lates/:id/earlies',
  version: 2,
  plugin: ({ db, cursors }) => earlyItemsByLatesController(serviceOn(db), cursors),
}
