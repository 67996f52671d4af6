import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyFolderRepository } from '../folders/folder.repository.kysely.ts'
import { createKyselyTopicRepository } from '../topics/topic.repository.kysely.ts'
import { createNoteIncluder } from './note.included.ts'

/** What notes refer to, read from the database. */
export function noteIncluderOn(db: Kysely<Database>, ownerId: string) {
  return createNoteIncluder({
    folders: createKyselyFolderRepository(db, ownerId),
    topics: createKyselyTopicRepository(db),
  })
}
