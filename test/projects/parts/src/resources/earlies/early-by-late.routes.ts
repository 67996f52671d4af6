import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyLateItemRepository } from '../lates/late.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { earlyItemIncluderOn } from './early.includer.ts'
import { createKyselyEarlyItemRepository } from './early.repository.kysely.ts'
import { earlyItemsByLateController } from './early-by-late.controller.ts'
import { createEarlyItemsByLateService } from './early-by-late.service.ts'

function serviceOn(db: Kysely<Database>) {
  return createEarlyItemsByLateService({
    earlyItems: createKyselyEarlyItemRepository(db),
    lateItems: createKyselyLateItemRepository(db),
  })
}

export const earlyItemsByLate: Resource = {
  path: '/lates/:id/earlies-by-late',
  version: 2,
  plugin: ({ db, cursors }) =>
    earlyItemsByLateController(serviceOn(db), cursors, earlyItemIncluderOn(db)),
}
