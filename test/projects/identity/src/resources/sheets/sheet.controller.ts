import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  SheetInclude,
  type SheetIncluder,
  SheetIncluding,
  SheetIncludingList,
  SheetIncludingQuery,
} from './sheet.included.ts'
import { sheetPolicy } from './sheet.policy.ts'
import {
  CreateSheetBody,
  SheetListQuery,
  SheetResponse,
  sheetReaders,
  toSheetResponse,
  UpdateSheetBody,
} from './sheet.schemas.ts'
import type { SheetService } from './sheet.service.ts'

export function sheetController(
  serviceFor: ForCaller<SheetService>,
  cursors: Cursors,
  once: Idempotent<SheetService>,
  includerFor: ForCaller<SheetIncluder>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'sheets', SheetListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: sheetPolicy.list,
        schema: {
          operationId: 'listSheets',
          summary: 'List sheets',
          tags: ['Sheets'],
          querystring: SheetIncludingQuery,
          response: { 200: SheetIncludingList },
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
        config: { ...sheetPolicy.get, versioned: true },
        schema: {
          operationId: 'getSheet',
          summary: 'Get a sheet',
          tags: ['Sheets'],
          params: wire.IdParams,
          querystring: SheetInclude,
          response: { 200: SheetIncluding },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const withIncluded = includerFor(request)
        const sheet = await service.get(request.params.id)
        const { include } = request.query
        const [including] = include ? await withIncluded([sheet], include) : []
        if (including) return including
        return tagged(reply, toSheetResponse(sheet))
      },
    )

    app.post(
      '',
      {
        config: { ...sheetPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createSheet',
          summary: 'Create a sheet',
          tags: ['Sheets'],
          body: CreateSheetBody,
          response: { 201: SheetResponse },
        },
      },
      async (request, reply) => {
        const input = wire.read(request.body, sheetReaders)
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toSheetResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...sheetPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createSheets',
          summary: 'Create several sheets',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Sheets'],
          body: bulkOf(CreateSheetBody),
          response: { 201: createdOf(SheetResponse) },
        },
      },
      async (request, reply) => {
        const inputs = wire.readEach(request.body.data, sheetReaders, '/data')
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toSheetResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...sheetPolicy.update, versioned: true },
        schema: {
          operationId: 'updateSheet',
          summary: 'Change a sheet',
          tags: ['Sheets'],
          params: wire.IdParams,
          body: UpdateSheetBody,
          response: { 200: SheetResponse },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const { id } = request.params
        const changes = wire.read(request.body, sheetReaders)
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toSheetResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...sheetPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeSheet',
          summary: 'Remove a sheet',
          tags: ['Sheets'],
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
