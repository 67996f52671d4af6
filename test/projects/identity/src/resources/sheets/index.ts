import { type Caller, principalOf } from '../../http/identity.ts'
import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { sheetController } from './sheet.controller.ts'
import { sheetIncluderOn } from './sheet.includer.ts'
import { createKyselySheetRepository } from './sheet.repository.kysely.ts'
import { createSheetService } from './sheet.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function sheetServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db'], request: Caller) => {
    const repository = createKyselySheetRepository(connection, principalOf(request).id)
    return createSheetService({ sheets: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const sheets: Resource = {
  path: '/sheets',
  tag: { name: 'Sheets', description: 'Create, read, change and remove sheets.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = sheetServiceOn({ clock, newId })
    return sheetController(
      (request) => serviceOn(db, request),
      cursors,
      idempotency.on(serviceOn),
      (request) => sheetIncluderOn(db, principalOf(request).id),
    )
  },
}
