import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Cursors } from '../../http/cursor.ts'
import * as filter from '../../http/filters.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createListQuery, createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { toUserResponse, UserList } from '../users/user.schemas.ts'
import { ArticleList, toArticleResponse } from './article.schemas.ts'
import type { ArticleReadersService } from './article-readers.service.ts'

const PairParams = Type.Object(
  { id: wire.Id, userId: wire.idOf('/v1/users') },
  { additionalProperties: false },
)

const listQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

/** Below an article: its readers, and what adds one or takes it away. */
export function articleReadersController(
  serviceFor: ForCaller<ArticleReadersService>,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'readers of articles', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated', owned: true },
        schema: {
          operationId: 'listArticleReaders',
          summary: 'List the readers of an article',
          tags: ['Articles'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: UserList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const page = await service.listOfArticle(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toUserResponse))
      },
    )

    app.put(
      '/:userId',
      {
        config: { access: 'authenticated', owned: true },
        schema: {
          operationId: 'addArticleReaders',
          summary: 'Add one to the readers of an article',
          tags: ['Articles'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        await service.add(request.params.id, request.params.userId)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/:userId',
      {
        config: { access: 'authenticated', owned: true },
        schema: {
          operationId: 'removeArticleReaders',
          summary: 'Take one from the readers of an article',
          tags: ['Articles'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        await service.remove(request.params.id, request.params.userId)
        return reply.code(204).send(null)
      },
    )
  }
}

/** Below one of the readers: the articles that have it. */
export function articlesByReadersController(
  serviceFor: ForCaller<ArticleReadersService>,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'articles by readers', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated', owned: true },
        schema: {
          operationId: 'listArticlesByReaders',
          summary: 'List the articles of a user',
          tags: ['Articles'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: ArticleList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const page = await service.listOfReaders(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toArticleResponse))
      },
    )
  }
}
