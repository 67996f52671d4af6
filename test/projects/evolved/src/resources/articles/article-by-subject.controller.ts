import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  type ArticleIncluder,
  ArticleIncludingList,
  ArticleIncludingQuery,
} from './article.included.ts'
import { ArticleListQuery } from './article.schemas.ts'
import type { ArticlesBySubjectService } from './article-by-subject.service.ts'

/**
 * Below a topic: the articles whose subject it is. A cursor is bound to the one
 * that it was made below.
 */
export function articlesBySubjectController(
  serviceFor: ForCaller<ArticlesBySubjectService>,
  cursors: Cursors,
  includerFor: ForCaller<ArticleIncluder>,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: { roles: ['editor'] }, owned: true },
        schema: {
          operationId: 'listArticlesBySubject',
          summary: 'List the articles whose subject is a topic',
          tags: ['Articles'],
          params: wire.IdParams,
          querystring: ArticleIncludingQuery,
          response: { 200: ArticleIncludingList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const withIncluded = includerFor(request)
        const { id } = request.params
        const pager = createPager(cursors, `articles by subject ${id}`, ArticleListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )
  }
}
