import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import { createPager, ListQuery } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  CreateNoteBody,
  NoteList,
  NoteResponse,
  toNoteResponse,
  UpdateNoteBody,
} from './note.schemas.ts'
import type { NoteService } from './note.service.ts'

export function noteController(service: NoteService, cursors: Cursors): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'notes')

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listNotes',
          summary: 'List notes, newest first',
          tags: ['Notes'],
          querystring: ListQuery,
          response: { 200: NoteList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toNoteResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'getNote',
          summary: 'Get a note',
          tags: ['Notes'],
          params: wire.IdParams,
          response: { 200: NoteResponse },
        },
      },
      async (request) => toNoteResponse(await service.get(request.params.id)),
    )

    app.post(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'createNote',
          summary: 'Create a note',
          tags: ['Notes'],
          body: CreateNoteBody,
          response: { 201: NoteResponse },
        },
      },
      async (request, reply) => {
        const created = await service.create(request.body)
        reply.code(201).header('location', `${app.prefix}/${created.id}`)
        return toNoteResponse(created)
      },
    )

    app.patch(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'updateNote',
          summary: 'Change a note',
          tags: ['Notes'],
          params: wire.IdParams,
          body: UpdateNoteBody,
          response: { 200: NoteResponse },
        },
      },
      async (request) => {
        const changes = request.body
        return toNoteResponse(await service.update(request.params.id, changes))
      },
    )

    app.delete(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'removeNote',
          summary: 'Remove a note',
          tags: ['Notes'],
          params: wire.IdParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await service.remove(request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}
