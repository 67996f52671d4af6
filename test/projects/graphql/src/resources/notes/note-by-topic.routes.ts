import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import type { Resource } from '../resource.ts'
import { createKyselyTopicRepository } from '../topics/topic.repository.kysely.ts'
import { noteIncluderOn } from './note.includer.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'
import { notesByTopicController } from './note-by-topic.controller.ts'
import { createNotesByTopicService } from './note-by-topic.service.ts'

function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createNotesByTopicService({
    notes: createKyselyNoteRepository(db, ownerId),
    topics: createKyselyTopicRepository(db),
  })
}

export const notesByTopic: Resource = {
  path: '/topics/:id/notes',
  plugin: ({ db, cursors }) =>
    notesByTopicController(
      (request) => serviceOn(db, principalOf(request).id),
      cursors,
      (request) => noteIncluderOn(db, principalOf(request).id),
    ),
}
