import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { type NoteIncluder, NoteIncludingList, NoteIncludingQuery } from './note.included.ts'
import { NoteListQuery } from './note.schemas.ts'
import type { NotesByTopicService } from './note-by-topic.service.ts'

/**
 * Below a topic: the notes whose topic it is. A cursor is bound to the one
 * that it was made below.
 */
export function notesByTopicController(
  serviceFor: ForCaller<NotesByTopicService>,
  cursors: Cursors,
  includerFor: ForCaller<NoteIncluder>,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated', owned: true },
        schema: {
          operationId: 'listNotesByTopic',
          summary: 'List the notes whose topic is a topic',
          tags: ['Notes'],
          params: wire.IdParams,
          querystring: NoteIncludingQuery,
          response: { 200: NoteIncludingList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const withIncluded = includerFor(request)
        const { id } = request.params
        const pager = createPager(cursors, `notes by topic ${id}`, NoteListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )
  }
}
