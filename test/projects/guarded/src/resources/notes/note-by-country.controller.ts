import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { NoteList, NoteListQuery, toNoteResponse } from './note.schemas.ts'
import type { NotesByCountryService } from './note-by-country.service.ts'

/**
 * Below a country: the notes whose country it is. A cursor is bound to the one
 * that it was made below.
 */
export function notesByCountryController(
  serviceFor: ForCaller<NotesByCountryService>,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated' },
        schema: {
          operationId: 'listNotesByCountry',
          summary: 'List the notes whose country is a country',
          tags: ['Notes'],
          params: wire.IdParams,
          querystring: NoteListQuery.schema,
          response: { 200: NoteList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const { id } = request.params
        const pager = createPager(cursors, `notes by country ${id}`, NoteListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toNoteResponse))
      },
    )
  }
}
