import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  NoteInclude,
  type NoteIncluder,
  NoteIncluding,
  NoteIncludingList,
  NoteIncludingQuery,
} from './note.included.ts'
import { notePolicy } from './note.policy.ts'
import {
  CreateNoteBody,
  NoteListQuery,
  NoteResponse,
  noteReaders,
  toNoteResponse,
  UpdateNoteBody,
} from './note.schemas.ts'
import type { NoteService } from './note.service.ts'

export function noteController(
  serviceFor: ForCaller<NoteService>,
  cursors: Cursors,
  once: Idempotent<NoteService>,
  includerFor: ForCaller<NoteIncluder>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'notes', NoteListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: notePolicy.list,
        schema: {
          operationId: 'listNotes',
          summary: 'List notes',
          tags: ['Notes'],
          querystring: NoteIncludingQuery,
          response: { 200: NoteIncludingList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const withIncluded = includerFor(request)
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...notePolicy.get, versioned: true },
        schema: {
          operationId: 'getNote',
          summary: 'Get a note',
          tags: ['Notes'],
          params: wire.IdParams,
          querystring: NoteInclude,
          response: { 200: NoteIncluding },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const withIncluded = includerFor(request)
        const note = await service.get(request.params.id)
        const { include } = request.query
        const [including] = include ? await withIncluded([note], include) : []
        if (including) return including
        return tagged(reply, toNoteResponse(note))
      },
    )

    app.post(
      '',
      {
        config: { ...notePolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createNote',
          summary: 'Create a note',
          tags: ['Notes'],
          body: CreateNoteBody,
          response: { 201: NoteResponse },
        },
      },
      async (request, reply) => {
        const input = wire.read(request.body, noteReaders)
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toNoteResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...notePolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createNotes',
          summary: 'Create several notes',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Notes'],
          body: bulkOf(CreateNoteBody),
          response: { 201: createdOf(NoteResponse) },
        },
      },
      async (request, reply) => {
        const inputs = wire.readEach(request.body.data, noteReaders, '/data')
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toNoteResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...notePolicy.update, versioned: true },
        schema: {
          operationId: 'updateNote',
          summary: 'Change a note',
          tags: ['Notes'],
          params: wire.IdParams,
          body: UpdateNoteBody,
          response: { 200: NoteResponse },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const { id } = request.params
        const changes = wire.read(request.body, noteReaders)
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toNoteResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...notePolicy.remove, versioned: true },
        schema: {
          operationId: 'removeNote',
          summary: 'Remove a note',
          tags: ['Notes'],
          params: wire.IdParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const { id } = request.params
        await service.remove(id, await expectedVersion(request, () => service.get(id)))
        return reply.code(204).send(null)
      },
    )
  }
}
