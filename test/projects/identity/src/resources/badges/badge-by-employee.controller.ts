import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { type BadgeIncluder, BadgeIncludingList, BadgeIncludingQuery } from './badge.included.ts'
import { BadgeListQuery } from './badge.schemas.ts'
import type { BadgesByEmployeeService } from './badge-by-employee.service.ts'

/**
 * Below an employee: the badges whose employee it is. A cursor is bound to the one
 * that it was made below.
 */
export function badgesByEmployeeController(
  service: BadgesByEmployeeService,
  cursors: Cursors,
  withIncluded: BadgeIncluder,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated' },
        schema: {
          operationId: 'listBadgesByEmployee',
          summary: 'List the badges whose employee is an employee',
          tags: ['Badges'],
          params: wire.IdParams,
          querystring: BadgeIncludingQuery,
          response: { 200: BadgeIncludingList },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const pager = createPager(cursors, `badges by employee ${id}`, BadgeListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )
  }
}
