import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import { createPager, ListQuery } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  CategoryList,
  CategoryResponse,
  CreateCategoryBody,
  toCategoryResponse,
  UpdateCategoryBody,
} from './category.schemas.ts'
import type { CategoryService } from './category.service.ts'

export function categoryController(
  service: CategoryService,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'categories')

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listCategories',
          summary: 'List categories, newest first',
          tags: ['Categories'],
          querystring: ListQuery,
          response: { 200: CategoryList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toCategoryResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'getCategory',
          summary: 'Get a category',
          tags: ['Categories'],
          params: wire.IdParams,
          response: { 200: CategoryResponse },
        },
      },
      async (request) => toCategoryResponse(await service.get(request.params.id)),
    )

    app.post(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'createCategory',
          summary: 'Create a category',
          tags: ['Categories'],
          body: CreateCategoryBody,
          response: { 201: CategoryResponse },
        },
      },
      async (request, reply) => {
        const created = await service.create(request.body)
        reply.code(201).header('location', `${app.prefix}/${created.id}`)
        return toCategoryResponse(created)
      },
    )

    app.patch(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'updateCategory',
          summary: 'Change a category',
          tags: ['Categories'],
          params: wire.IdParams,
          body: UpdateCategoryBody,
          response: { 200: CategoryResponse },
        },
      },
      async (request) => {
        const changes = request.body
        return toCategoryResponse(await service.update(request.params.id, changes))
      },
    )

    app.delete(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'removeCategory',
          summary: 'Remove a category',
          tags: ['Categories'],
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
