import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  type CategoryIncluder,
  CategoryIncludingList,
  CategoryIncludingQuery,
} from './category.included.ts'
import { CategoryListQuery } from './category.schemas.ts'
import type { CategoriesByParentService } from './category-by-parent.service.ts'

/**
 * Below a category: the categories whose parent it is. A cursor is bound to the one
 * that it was made below.
 */
export function categoriesByParentController(
  service: CategoriesByParentService,
  cursors: Cursors,
  withIncluded: CategoryIncluder,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listCategoriesByParent',
          summary: 'List the categories whose parent is a category',
          tags: ['Categories'],
          params: wire.IdParams,
          querystring: CategoryIncludingQuery,
          response: { 200: CategoryIncludingList },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const pager = createPager(cursors, `categories by parent ${id}`, CategoryListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )
  }
}
