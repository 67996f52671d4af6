import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  type ArticleIncluder,
  ArticleIncludingList,
  ArticleIncludingQuery,
} from './article.included.ts'
import { ArticleListQuery } from './article.schemas.ts'
import type { ArticlesByWriterService } from './article-by-writer.service.ts'

/**
 * Below a user: the articles whose writer it is. A cursor is bound to the one
 * that it was made below.
 */
export function articlesByWriterController(
  service: ArticlesByWriterService,
  cursors: Cursors,
  withIncluded: ArticleIncluder,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listArticlesByWriter',
          summary: 'List the articles whose writer is a user',
          tags: ['Articles'],
          params: wire.IdParams,
          querystring: ArticleIncludingQuery,
          response: { 200: ArticleIncludingList },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const pager = createPager(cursors, `articles by writer ${id}`, ArticleListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )
  }
}
