import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import { createPager, ListQuery } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  BasketList,
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
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'baskets')

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listBaskets',
          summary: 'List baskets, newest first',
          tags: ['Baskets'],
          querystring: ListQuery,
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
        config: { access: 'public' },
        schema: {
          operationId: 'getBasket',
          summary: 'Get a basket',
          tags: ['Baskets'],
          params: wire.IdParams,
          response: { 200: BasketResponse },
        },
      },
      async (request) => toBasketResponse(await service.get(request.params.id)),
    )

    app.post(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'createBasket',
          summary: 'Create a basket',
          tags: ['Baskets'],
          body: CreateBasketBody,
          response: { 201: BasketResponse },
        },
      },
      async (request, reply) => {
        const created = await service.create(wire.read(request.body, basketReaders))
        reply.code(201).header('location', `${app.prefix}/${created.id}`)
        return toBasketResponse(created)
      },
    )

    app.patch(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'updateBasket',
          summary: 'Change a basket',
          tags: ['Baskets'],
          params: wire.IdParams,
          body: UpdateBasketBody,
          response: { 200: BasketResponse },
        },
      },
      async (request) => {
        const changes = wire.read(request.body, basketReaders)
        return toBasketResponse(await service.update(request.params.id, changes))
      },
    )

    app.delete(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'removeBasket',
          summary: 'Remove a basket',
          tags: ['Baskets'],
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
