import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  type ProfileIncluder,
  ProfileIncludingList,
  ProfileIncludingQuery,
} from './profile.included.ts'
import { ProfileListQuery } from './profile.schemas.ts'
import type { ProfilesByUserService } from './profile-by-user.service.ts'

/**
 * Below a user: the profiles whose user it is. A cursor is bound to the one
 * that it was made below.
 */
export function profilesByUserController(
  service: ProfilesByUserService,
  cursors: Cursors,
  withIncluded: ProfileIncluder,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listProfilesByUser',
          summary: 'List the profiles whose user is a user',
          tags: ['Profiles'],
          params: wire.IdParams,
          querystring: ProfileIncludingQuery,
          response: { 200: ProfileIncludingList },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const pager = createPager(cursors, `profiles by user ${id}`, ProfileListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )
  }
}
