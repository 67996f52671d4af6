import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { orderPolicy } from './order.policy.ts'
import {
  CreateOrderBody,
  OrderList,
  OrderListQuery,
  OrderResponse,
  toOrderResponse,
  UpdateOrderBody,
} from './order.schemas.ts'
import type { OrderService } from './order.service.ts'

export function orderController(
  service: OrderService,
  cursors: Cursors,
  once: Idempotent<OrderService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'orders', OrderListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: orderPolicy.list,
        schema: {
          operationId: 'listOrders',
          summary: 'List orders',
          tags: ['Orders'],
          querystring: OrderListQuery.schema,
          response: { 200: OrderList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toOrderResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...orderPolicy.get, versioned: true },
        schema: {
          operationId: 'getOrder',
          summary: 'Get an order',
          tags: ['Orders'],
          params: wire.IdParams,
          response: { 200: OrderResponse },
        },
      },
      async (request, reply) => {
        const order = await service.get(request.params.id)
        return tagged(reply, toOrderResponse(order))
      },
    )

    app.post(
      '',
      {
        config: { ...orderPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createOrder',
          summary: 'Create an order',
          tags: ['Orders'],
          body: CreateOrderBody,
          response: { 201: OrderResponse },
        },
      },
      async (request, reply) => {
        const input = request.body
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toOrderResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...orderPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createOrders',
          summary: 'Create several orders',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Orders'],
          body: bulkOf(CreateOrderBody),
          response: { 201: createdOf(OrderResponse) },
        },
      },
      async (request, reply) => {
        const inputs = request.body.data
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toOrderResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...orderPolicy.update, versioned: true },
        schema: {
          operationId: 'updateOrder',
          summary: 'Change an order',
          tags: ['Orders'],
          params: wire.IdParams,
          body: UpdateOrderBody,
          response: { 200: OrderResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = request.body
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toOrderResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...orderPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeOrder',
          summary: 'Remove an order',
          tags: ['Orders'],
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
