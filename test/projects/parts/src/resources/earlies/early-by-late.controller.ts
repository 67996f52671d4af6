import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  type EarlyItemIncluder,
  EarlyItemIncludingList,
  EarlyItemIncludingQuery,
} from './early.included.ts'
import { EarlyItemListQuery } from './early.schemas.ts'
import type { EarlyItemsByLateService } from './early-by-late.service.ts'

/**
 * Below a late: the earlies whose late it is. A cursor is bound to the one
 * that it was made below.
 */
export function earlyItemsByLateController(
  service: EarlyItemsByLateService,
  cursors: Cursors,
  withIncluded: EarlyItemIncluder,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listEarlyItemsByLate',
          summary: 'List the earlies whose late is a late',
          tags: ['Earlies'],
          params: wire.IdParams,
          querystring: EarlyItemIncludingQuery,
          response: { 200: EarlyItemIncludingList },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const pager = createPager(cursors, `earlies by late ${id}`, EarlyItemListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )
  }
}
