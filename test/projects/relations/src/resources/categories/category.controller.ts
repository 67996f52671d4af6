import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  CategoryInclude,
  type CategoryIncluder,
  CategoryIncluding,
  CategoryIncludingList,
  CategoryIncludingQuery,
} from './category.included.ts'
import { categoryPolicy } from './category.policy.ts'
import {
  CategoryListQuery,
  CategoryResponse,
  CreateCategoryBody,
  categoryReaders,
  toCategoryResponse,
  UpdateCategoryBody,
} from './category.schemas.ts'
import type { CategoryService } from './category.service.ts'

export function categoryController(
  service: CategoryService,
  cursors: Cursors,
  once: Idempotent<CategoryService>,
  withIncluded: CategoryIncluder,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'categories', CategoryListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: categoryPolicy.list,
        schema: {
          operationId: 'listCategories',
          summary: 'List categories',
          tags: ['Categories'],
          querystring: CategoryIncludingQuery,
          response: { 200: CategoryIncludingList },
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
        config: { ...categoryPolicy.get, versioned: true },
        schema: {
          operationId: 'getCategory',
          summary: 'Get a category',
          tags: ['Categories'],
          params: wire.IdParams,
          querystring: CategoryInclude,
          response: { 200: CategoryIncluding },
        },
      },
      async (request, reply) => {
        const category = await service.get(request.params.id)
        const { include } = request.query
        const [including] = include ? await withIncluded([category], include) : []
        if (including) return including
        return tagged(reply, toCategoryResponse(category))
      },
    )

    app.post(
      '',
      {
        config: { ...categoryPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createCategory',
          summary: 'Create a category',
          tags: ['Categories'],
          body: CreateCategoryBody,
          response: { 201: CategoryResponse },
        },
      },
      async (request, reply) => {
        const input = wire.read(request.body, categoryReaders)
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toCategoryResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...categoryPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createCategories',
          summary: 'Create several categories',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Categories'],
          body: bulkOf(CreateCategoryBody),
          response: { 201: createdOf(CategoryResponse) },
        },
      },
      async (request, reply) => {
        const inputs = wire.readEach(request.body.data, categoryReaders, '/data')
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toCategoryResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...categoryPolicy.update, versioned: true },
        schema: {
          operationId: 'updateCategory',
          summary: 'Change a category',
          tags: ['Categories'],
          params: wire.IdParams,
          body: UpdateCategoryBody,
          response: { 200: CategoryResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = wire.read(request.body, categoryReaders)
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toCategoryResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...categoryPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeCategory',
          summary: 'Remove a category',
          tags: ['Categories'],
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
