import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Cursors } from '../../http/cursor.ts'
import * as filter from '../../http/filters.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createListQuery, createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { FolderList, toFolderResponse } from '../folders/folder.schemas.ts'
import { NoteList, toNoteResponse } from './note.schemas.ts'
import type { NoteFoldersService } from './note-folders.service.ts'

const PairParams = Type.Object(
  { id: wire.Id, folderId: wire.idOf('/v1/folders') },
  { additionalProperties: false },
)

const listQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

/** Below a note: its folders, and what adds one or takes it away. */
export function noteFoldersController(
  serviceFor: ForCaller<NoteFoldersService>,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'folders of notes', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated', owned: true },
        schema: {
          operationId: 'listNoteFolders',
          summary: 'List the folders of a note',
          tags: ['Notes'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: FolderList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const page = await service.listOfNote(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toFolderResponse))
      },
    )

    app.put(
      '/:folderId',
      {
        config: { access: 'authenticated', owned: true },
        schema: {
          operationId: 'addNoteFolders',
          summary: 'Add one to the folders of a note',
          tags: ['Notes'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        await service.add(request.params.id, request.params.folderId)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/:folderId',
      {
        config: { access: 'authenticated', owned: true },
        schema: {
          operationId: 'removeNoteFolders',
          summary: 'Take one from the folders of a note',
          tags: ['Notes'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        await service.remove(request.params.id, request.params.folderId)
        return reply.code(204).send(null)
      },
    )
  }
}

/** Below one of the folders: the notes that have it. */
export function notesByFoldersController(
  serviceFor: ForCaller<NoteFoldersService>,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'notes by folders', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated', owned: true },
        schema: {
          operationId: 'listNotesByFolders',
          summary: 'List the notes of a folder',
          tags: ['Notes'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: NoteList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const page = await service.listOfFolders(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toNoteResponse))
      },
    )
  }
}
