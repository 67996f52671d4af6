import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  FolderInclude,
  type FolderIncluder,
  FolderIncluding,
  FolderIncludingList,
  FolderIncludingQuery,
} from './folder.included.ts'
import { folderPolicy } from './folder.policy.ts'
import {
  CreateFolderBody,
  FolderListQuery,
  FolderResponse,
  folderReaders,
  toFolderResponse,
  UpdateFolderBody,
} from './folder.schemas.ts'
import type { FolderService } from './folder.service.ts'

export function folderController(
  serviceFor: ForCaller<FolderService>,
  cursors: Cursors,
  once: Idempotent<FolderService>,
  includerFor: ForCaller<FolderIncluder>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'folders', FolderListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: folderPolicy.list,
        schema: {
          operationId: 'listFolders',
          summary: 'List folders',
          tags: ['Folders'],
          querystring: FolderIncludingQuery,
          response: { 200: FolderIncludingList },
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
        config: { ...folderPolicy.get, versioned: true },
        schema: {
          operationId: 'getFolder',
          summary: 'Get a folder',
          tags: ['Folders'],
          params: wire.IdParams,
          querystring: FolderInclude,
          response: { 200: FolderIncluding },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const withIncluded = includerFor(request)
        const folder = await service.get(request.params.id)
        const { include } = request.query
        const [including] = include ? await withIncluded([folder], include) : []
        if (including) return including
        return tagged(reply, toFolderResponse(folder))
      },
    )

    app.post(
      '',
      {
        config: { ...folderPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createFolder',
          summary: 'Create a folder',
          tags: ['Folders'],
          body: CreateFolderBody,
          response: { 201: FolderResponse },
        },
      },
      async (request, reply) => {
        const input = wire.read(request.body, folderReaders)
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toFolderResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...folderPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createFolders',
          summary: 'Create several folders',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Folders'],
          body: bulkOf(CreateFolderBody),
          response: { 201: createdOf(FolderResponse) },
        },
      },
      async (request, reply) => {
        const inputs = wire.readEach(request.body.data, folderReaders, '/data')
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toFolderResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...folderPolicy.update, versioned: true },
        schema: {
          operationId: 'updateFolder',
          summary: 'Change a folder',
          tags: ['Folders'],
          params: wire.IdParams,
          body: UpdateFolderBody,
          response: { 200: FolderResponse },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const { id } = request.params
        const changes = wire.read(request.body, folderReaders)
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toFolderResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...folderPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeFolder',
          summary: 'Remove a folder',
          tags: ['Folders'],
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
