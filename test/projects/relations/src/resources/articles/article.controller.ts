import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import { createPager, ListQuery } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  ArticleList,
  ArticleResponse,
  CreateArticleBody,
  toArticleResponse,
  UpdateArticleBody,
} from './article.schemas.ts'
import type { ArticleService } from './article.service.ts'

export function articleController(
  service: ArticleService,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'articles')

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listArticles',
          summary: 'List articles, newest first',
          tags: ['Articles'],
          querystring: ListQuery,
          response: { 200: ArticleList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toArticleResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'getArticle',
          summary: 'Get an article',
          tags: ['Articles'],
          params: wire.IdParams,
          response: { 200: ArticleResponse },
        },
      },
      async (request) => toArticleResponse(await service.get(request.params.id)),
    )

    app.post(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'createArticle',
          summary: 'Create an article',
          tags: ['Articles'],
          body: CreateArticleBody,
          response: { 201: ArticleResponse },
        },
      },
      async (request, reply) => {
        const created = await service.create(wire.withDates(request.body, 'publishedAt'))
        reply.code(201).header('location', `${app.prefix}/${created.id}`)
        return toArticleResponse(created)
      },
    )

    app.patch(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'updateArticle',
          summary: 'Change an article',
          tags: ['Articles'],
          params: wire.IdParams,
          body: UpdateArticleBody,
          response: { 200: ArticleResponse },
        },
      },
      async (request) => {
        const changes = wire.withDates(request.body, 'publishedAt')
        return toArticleResponse(await service.update(request.params.id, changes))
      },
    )

    app.delete(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'removeArticle',
          summary: 'Remove an article',
          tags: ['Articles'],
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
