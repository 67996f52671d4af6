import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { lateItemPolicy } from './late.policy.ts'
import {
  CreateLateItemBody,
  LateItemList,
  LateItemListQuery,
  LateItemResponse,
  toLateItemResponse,
  UpdateLateItemBody,
} from './late.schemas.ts'
import type { LateItemService } from './late.service.ts'

export function lateItemController(
  service: LateItemService,
  cursors: Cursors,
  once: Idempotent<LateItemService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'lates', LateItemListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: lateItemPolicy.list,
        schema: {
          operationId: 'listLateItems',
          summary: 'List lates',
          tags: ['Lates'],
          querystring: LateItemListQuery.schema,
          response: { 200: LateItemList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toLateItemResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...lateItemPolicy.get, versioned: true },
        schema: {
          operationId: 'getLateItem',
          summary: 'Get a late',
          tags: ['Lates'],
          params: wire.IdParams,
          response: { 200: LateItemResponse },
        },
      },
      async (request, reply) => {
        const lateItem = await service.get(request.params.id)
        return tagged(reply, toLateItemResponse(lateItem))
      },
    )

    app.post(
      '',
      {
        config: { ...lateItemPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createLateItem',
          summary: 'Create a late',
          tags: ['Lates'],
          body: CreateLateItemBody,
          response: { 201: LateItemResponse },
        },
      },
      async (request, reply) => {
        const input = request.body
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toLateItemResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...lateItemPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createLateItems',
          summary: 'Create several lates',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Lates'],
          body: bulkOf(CreateLateItemBody),
          response: { 201: createdOf(LateItemResponse) },
        },
      },
      async (request, reply) => {
        const inputs = request.body.data
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toLateItemResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...lateItemPolicy.update, versioned: true },
        schema: {
          operationId: 'updateLateItem',
          summary: 'Change a late',
          tags: ['Lates'],
          params: wire.IdParams,
          body: UpdateLateItemBody,
          response: { 200: LateItemResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = request.body
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toLateItemResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...lateItemPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeLateItem',
          summary: 'Remove a late',
          tags: ['Lates'],
          params: wire.IdParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        await service.remove(id, await expectedVersion(request, () => service.get(id)))
        return reply.code(204).send(null)
      },
    )
  }
}
