import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { basketPolicy } from './basket.policy.ts'
import {
  BasketList,
  BasketListQuery,
  BasketResponse,
  basketReaders,
  CreateBasketBody,
  toBasketResponse,
  UpdateBasketBody,
} from './basket.schemas.ts'
import type { BasketService } from './basket.service.ts'

export function basketController(
  service: BasketService,
  cursors: Cursors,
  once: Idempotent<BasketService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'baskets', BasketListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: basketPolicy.list,
        schema: {
          operationId: 'listBaskets',
          summary: 'List baskets',
          tags: ['Baskets'],
          querystring: BasketListQuery.schema,
          response: { 200: BasketList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toBasketResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...basketPolicy.get, versioned: true },
        schema: {
          operationId: 'getBasket',
          summary: 'Get a basket',
          tags: ['Baskets'],
          params: wire.IdParams,
          response: { 200: BasketResponse },
        },
      },
      async (request, reply) => {
        const basket = await service.get(request.params.id)
        return tagged(reply, toBasketResponse(basket))
      },
    )

    app.post(
      '',
      {
        config: { ...basketPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createBasket',
          summary: 'Create a basket',
          tags: ['Baskets'],
          body: CreateBasketBody,
          response: { 201: BasketResponse },
        },
      },
      async (request, reply) => {
        const input = wire.read(request.body, basketReaders)
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toBasketResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...basketPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createBaskets',
          summary: 'Create several baskets',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Baskets'],
          body: bulkOf(CreateBasketBody),
          response: { 201: createdOf(BasketResponse) },
        },
      },
      async (request, reply) => {
        const inputs = wire.readEach(request.body.data, basketReaders, '/data')
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toBasketResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...basketPolicy.update, versioned: true },
        schema: {
          operationId: 'updateBasket',
          summary: 'Change a basket',
          tags: ['Baskets'],
          params: wire.IdParams,
          body: UpdateBasketBody,
          response: { 200: BasketResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = wire.read(request.body, basketReaders)
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toBasketResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...basketPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeBasket',
          summary: 'Remove a basket',
          tags: ['Baskets'],
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
