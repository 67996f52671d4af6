import { type Caller, principalOf } from '../../http/identity.ts'
import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { noteController } from './note.controller.ts'
import { noteIncluderOn } from './note.includer.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'
import { createNoteService } from './note.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function noteServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db'], request: Caller) => {
    const repository = createKyselyNoteRepository(connection, principalOf(request).id)
    return createNoteService({ notes: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const notes: Resource = {
  path: '/notes',
  tag: { name: 'Notes', description: 'Create, read, change and remove notes.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = noteServiceOn({ clock, newId })
    return noteController(
      (request) => serviceOn(db, request),
      cursors,
      idempotency.on(serviceOn),
      (request) => noteIncluderOn(db, principalOf(request).id),
    )
  },
}
