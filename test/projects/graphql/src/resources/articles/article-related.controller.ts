import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Cursors } from '../../http/cursor.ts'
import * as filter from '../../http/filters.ts'
import { createListQuery, createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { ArticleList, toArticleResponse } from './article.schemas.ts'
import type { ArticleRelatedService } from './article-related.service.ts'

const PairParams = Type.Object(
  { id: wire.Id, otherId: wire.idOf('/v1/articles') },
  { additionalProperties: false },
)

const listQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

/** Below an article: its related, and what adds one or takes it away. */
export function articleRelatedController(
  service: ArticleRelatedService,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'related of articles', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listArticleRelated',
          summary: 'List the related of an article',
          tags: ['Articles'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: ArticleList },
        },
      },
      async (request, reply) => {
        const page = await service.listOfArticle(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toArticleResponse))
      },
    )

    app.put(
      '/:otherId',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'addArticleRelated',
          summary: 'Add one to the related of an article',
          tags: ['Articles'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await service.add(request.params.id, request.params.otherId)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/:otherId',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'removeArticleRelated',
          summary: 'Take one from the related of an article',
          tags: ['Articles'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await service.remove(request.params.id, request.params.otherId)
        return reply.code(204).send(null)
      },
    )
  }
}

/** Below one of the related: the articles that have it. */
export function articlesByRelatedController(
  service: ArticleRelatedService,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'articles by related', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listArticlesByRelated',
          summary: 'List the articles of an article',
          tags: ['Articles'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: ArticleList },
        },
      },
      async (request, reply) => {
        const page = await service.listOfRelated(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toArticleResponse))
      },
    )
  }
}
