import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Cursors } from '../../http/cursor.ts'
import * as filter from '../../http/filters.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createListQuery, createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { TagList, toTagResponse } from '../tags/tag.schemas.ts'
import { NoteList, toNoteResponse } from './note.schemas.ts'
import type { NoteTagsService } from './note-tags.service.ts'

const PairParams = Type.Object(
  { id: wire.Id, tagId: wire.idOf('/v3/tags') },
  { additionalProperties: false },
)

const listQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

/** Below a note: its tags, and what adds one or takes it away. */
export function noteTagsController(
  serviceFor: ForCaller<NoteTagsService>,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'tags of notes', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: { roles: ['editor'] }, owned: true },
        schema: {
          operationId: 'listNoteTags',
          summary: 'List the tags of a note',
          tags: ['Notes'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: TagList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const page = await service.listOfNote(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toTagResponse))
      },
    )

    app.put(
      '/:tagId',
      {
        config: { access: { roles: ['editor'] }, owned: true },
        schema: {
          operationId: 'addNoteTags',
          summary: 'Add one to the tags of a note',
          tags: ['Notes'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        await service.add(request.params.id, request.params.tagId)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/:tagId',
      {
        config: { access: { roles: ['editor'] }, owned: true },
        schema: {
          operationId: 'removeNoteTags',
          summary: 'Take one from the tags of a note',
          tags: ['Notes'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        await service.remove(request.params.id, request.params.tagId)
        return reply.code(204).send(null)
      },
    )
  }
}

/** Below one of the tags: the notes that have it. */
export function notesByTagsController(
  serviceFor: ForCaller<NoteTagsService>,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'notes by tags', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: { roles: ['editor'] }, owned: true },
        schema: {
          operationId: 'listNotesByTags',
          summary: 'List the notes of a tag',
          tags: ['Notes'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: NoteList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const page = await service.listOfTags(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toNoteResponse))
      },
    )
  }
}
