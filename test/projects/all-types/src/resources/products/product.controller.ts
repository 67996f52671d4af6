import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { productPolicy } from './product.policy.ts'
import {
  CreateProductBody,
  ProductList,
  ProductListQuery,
  ProductResponse,
  toProductResponse,
  UpdateProductBody,
} from './product.schemas.ts'
import type { ProductService } from './product.service.ts'

export function productController(
  service: ProductService,
  cursors: Cursors,
  once: Idempotent<ProductService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'products', ProductListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: productPolicy.list,
        schema: {
          operationId: 'listProducts',
          summary: 'List products',
          tags: ['Products'],
          querystring: ProductListQuery.schema,
          response: { 200: ProductList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toProductResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...productPolicy.get, versioned: true },
        schema: {
          operationId: 'getProduct',
          summary: 'Get a product',
          tags: ['Products'],
          params: wire.IdParams,
          response: { 200: ProductResponse },
        },
      },
      async (request, reply) => {
        const product = await service.get(request.params.id)
        return tagged(reply, toProductResponse(product))
      },
    )

    app.post(
      '',
      {
        config: { ...productPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createProduct',
          summary: 'Create a product',
          tags: ['Products'],
          body: CreateProductBody,
          response: { 201: ProductResponse },
        },
      },
      async (request, reply) => {
        const input = request.body
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toProductResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...productPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createProducts',
          summary: 'Create several products',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Products'],
          body: bulkOf(CreateProductBody),
          response: { 201: createdOf(ProductResponse) },
        },
      },
      async (request, reply) => {
        const inputs = request.body.data
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toProductResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...productPolicy.update, versioned: true },
        schema: {
          operationId: 'updateProduct',
          summary: 'Change a product',
          tags: ['Products'],
          params: wire.IdParams,
          body: UpdateProductBody,
          response: { 200: ProductResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = request.body
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toProductResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...productPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeProduct',
          summary: 'Remove a product',
          tags: ['Products'],
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
