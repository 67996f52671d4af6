import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import { updateMerged } from '../../http/merge-patch.ts'
import * as wire from '../../http/wire.ts'
import {
  ArticleInclude,
  type ArticleIncluder,
  ArticleIncluding,
  ArticleIncludingList,
  ArticleIncludingQuery,
} from './article.included.ts'
import { articlePolicy } from './article.policy.ts'
import {
  ArticleListQuery,
  ArticleResponse,
  articleReaders,
  CreateArticleBody,
  toArticleResponse,
  UpdateArticleBody,
} from './article.schemas.ts'
import type { ArticleService } from './article.service.ts'

export function articleController(
  service: ArticleService,
  cursors: Cursors,
  once: Idempotent<ArticleService>,
  withIncluded: ArticleIncluder,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'articles', ArticleListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: articlePolicy.list,
        schema: {
          operationId: 'listArticles',
          summary: 'List articles',
          tags: ['Articles'],
          querystring: ArticleIncludingQuery,
          response: { 200: ArticleIncludingList },
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
        config: { ...articlePolicy.get, versioned: true },
        schema: {
          operationId: 'getArticle',
          summary: 'Get an article',
          tags: ['Articles'],
          params: wire.IdParams,
          querystring: ArticleInclude,
          response: { 200: ArticleIncluding },
        },
      },
      async (request, reply) => {
        const article = await service.get(request.params.id)
        const { include } = request.query
        const [including] = include ? await withIncluded([article], include) : []
        if (including) return including
        return tagged(reply, toArticleResponse(article))
      },
    )

    app.post(
      '',
      {
        config: { ...articlePolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createArticle',
          summary: 'Create an article',
          tags: ['Articles'],
          body: CreateArticleBody,
          response: { 201: ArticleResponse },
        },
      },
      async (request, reply) => {
        const input = wire.read(request.body, articleReaders)
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toArticleResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...articlePolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createArticles',
          summary: 'Create several articles',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Articles'],
          body: bulkOf(CreateArticleBody),
          response: { 201: createdOf(ArticleResponse) },
        },
      },
      async (request, reply) => {
        const inputs = wire.readEach(request.body.data, articleReaders, '/data')
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toArticleResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...articlePolicy.update, versioned: true },
        schema: {
          operationId: 'updateArticle',
          summary: 'Change an article',
          tags: ['Articles'],
          params: wire.IdParams,
          body: UpdateArticleBody,
          response: { 200: ArticleResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = wire.read(request.body, articleReaders)
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toArticleResponse(await updateMerged(service, id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...articlePolicy.remove, versioned: true },
        schema: {
          operationId: 'removeArticle',
          summary: 'Remove an article',
          tags: ['Articles'],
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
