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
import type { ArticlesByEditorService } from './article-by-editor.service.ts'

/**
 * Below an author: the articles whose editor it is. A cursor is bound to the one
 * that it was made below.
 */
export function articlesByEditorController(
  service: ArticlesByEditorService,
  cursors: Cursors,
  withIncluded: ArticleIncluder,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listArticlesByEditor',
          summary: 'List the articles whose editor is an author',
          tags: ['Articles'],
          params: wire.IdParams,
          querystring: ArticleIncludingQuery,
          response: { 200: ArticleIncludingList },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const pager = createPager(cursors, `articles by editor ${id}`, ArticleListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )
  }
}
