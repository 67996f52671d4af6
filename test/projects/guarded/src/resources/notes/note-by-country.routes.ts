import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import { createKyselyCountryRepository } from '../countries/country.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { noteIncluderOn } from './note.includer.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'
import { notesByCountryController } from './note-by-country.controller.ts'
import { createNotesByCountryService } from './note-by-country.service.ts'

function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createNotesByCountryService({
    notes: createKyselyNoteRepository(db, ownerId),
    countries: createKyselyCountryRepository(db),
  })
}

export const notesByCountry: Resource = {
  path: '/countries/:id/notes',
  plugin: ({ db, cursors }) =>
    notesByCountryController(
      (request) => serviceOn(db, principalOf(request).id),
      cursors,
      (request) => noteIncluderOn(db, principalOf(request).id),
    ),
}
