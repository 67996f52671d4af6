import type { Resource } from '../resource.ts'
import { noteController } from './note.controller.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'
import { createNoteService } from './note.service.ts'

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const notes: Resource = {
  path: '/notes',
  tag: { name: 'Notes', description: 'Create, read, change and remove notes.' },
  plugin: ({ db, clock, newId, cursors }) => {
    const repository = createKyselyNoteRepository(db)
    const service = createNoteService({ notes: repository, clock, newId })
    return noteController(service, cursors)
  },
}
