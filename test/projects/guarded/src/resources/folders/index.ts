import { type Caller, principalOf } from '../../http/identity.ts'
import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { folderController } from './folder.controller.ts'
import { folderIncluderOn } from './folder.includer.ts'
import { createKyselyFolderRepository } from './folder.repository.kysely.ts'
import { createFolderService } from './folder.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function folderServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db'], request: Caller) => {
    const repository = createKyselyFolderRepository(connection, principalOf(request).id)
    return createFolderService({ folders: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const folders: Resource = {
  path: '/folders',
  tag: { name: 'Folders', description: 'Create, read, change and remove folders.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = folderServiceOn({ clock, newId })
    return folderController(
      (request) => serviceOn(db, request),
      cursors,
      idempotency.on(serviceOn),
      (request) => folderIncluderOn(db, principalOf(request).id),
    )
  },
}
