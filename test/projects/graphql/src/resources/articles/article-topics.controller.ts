import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Cursors } from '../../http/cursor.ts'
import * as filter from '../../http/filters.ts'
import { createListQuery, createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { TopicList, toTopicResponse } from '../topics/topic.schemas.ts'
import { ArticleList, toArticleResponse } from './article.schemas.ts'
import type { ArticleTopicsService } from './article-topics.service.ts'

const PairParams = Type.Object(
  { id: wire.Id, topicId: wire.idOf('/v1/topics') },
  { additionalProperties: false },
)

const listQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

/** Below an article: its topics, and what adds one or takes it away. */
export function articleTopicsController(
  service: ArticleTopicsService,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'topics of articles', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listArticleTopics',
          summary: 'List the topics of an article',
          tags: ['Articles'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: TopicList },
        },
      },
      async (request, reply) => {
        const page = await service.listOfArticle(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toTopicResponse))
      },
    )

    app.put(
      '/:topicId',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'addArticleTopics',
          summary: 'Add one to the topics of an article',
          tags: ['Articles'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await service.add(request.params.id, request.params.topicId)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/:topicId',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'removeArticleTopics',
          summary: 'Take one from the topics of an article',
          tags: ['Articles'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await service.remove(request.params.id, request.params.topicId)
        return reply.code(204).send(null)
      },
    )
  }
}

/** Below one of the topics: the articles that have it. */
export function articlesByTopicsController(
  service: ArticleTopicsService,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'articles by topics', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listArticlesByTopics',
          summary: 'List the articles of a topic',
          tags: ['Articles'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: ArticleList },
        },
      },
      async (request, reply) => {
        const page = await service.listOfTopics(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toArticleResponse))
      },
    )
  }
}
