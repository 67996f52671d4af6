import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  EarlyItemInclude,
  type EarlyItemIncluder,
  EarlyItemIncluding,
  EarlyItemIncludingList,
  EarlyItemIncludingQuery,
} from './early.included.ts'
import { earlyItemPolicy } from './early.policy.ts'
import {
  CreateEarlyItemBody,
  EarlyItemListQuery,
  EarlyItemResponse,
  earlyItemReaders,
  toEarlyItemResponse,
  UpdateEarlyItemBody,
} from './early.schemas.ts'
import type { EarlyItemService } from './early.service.ts'

export function earlyItemController(
  service: EarlyItemService,
  cursors: Cursors,
  once: Idempotent<EarlyItemService>,
  withIncluded: EarlyItemIncluder,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'earlies', EarlyItemListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: earlyItemPolicy.list,
        schema: {
          operationId: 'listEarlyItems',
          summary: 'List earlies',
          tags: ['Earlies'],
          querystring: EarlyItemIncludingQuery,
          response: { 200: EarlyItemIncludingList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...earlyItemPolicy.get, versioned: true },
        schema: {
          operationId: 'getEarlyItem',
          summary: 'Get an early',
          tags: ['Earlies'],
          params: wire.IdParams,
          querystring: EarlyItemInclude,
          response: { 200: EarlyItemIncluding },
        },
      },
      async (request, reply) => {
        const earlyItem = await service.get(request.params.id)
        const { include } = request.query
        const [including] = include ? await withIncluded([earlyItem], include) : []
        if (including) return including
        return tagged(reply, toEarlyItemResponse(earlyItem))
      },
    )

    app.post(
      '',
      {
        config: { ...earlyItemPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createEarlyItem',
          summary: 'Create an early',
          tags: ['Earlies'],
          body: CreateEarlyItemBody,
          response: { 201: EarlyItemResponse },
        },
      },
      async (request, reply) => {
        const input = wire.read(request.body, earlyItemReaders)
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toEarlyItemResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...earlyItemPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createEarlyItems',
          summary: 'Create several earlies',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Earlies'],
          body: bulkOf(CreateEarlyItemBody),
          response: { 201: createdOf(EarlyItemResponse) },
        },
      },
      async (request, reply) => {
        const inputs = wire.readEach(request.body.data, earlyItemReaders, '/data')
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toEarlyItemResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...earlyItemPolicy.update, versioned: true },
        schema: {
          operationId: 'updateEarlyItem',
          summary: 'Change an early',
          tags: ['Earlies'],
          params: wire.IdParams,
          body: UpdateEarlyItemBody,
          response: { 200: EarlyItemResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = wire.read(request.body, earlyItemReaders)
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toEarlyItemResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...earlyItemPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeEarlyItem',
          summary: 'Remove an early',
          tags: ['Earlies'],
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
