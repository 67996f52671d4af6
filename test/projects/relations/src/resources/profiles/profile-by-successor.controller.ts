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
import type { ProfilesBySuccessorService } from './profile-by-successor.service.ts'

/**
 * Below a profile: the profiles whose successor it is. A cursor is bound to the one
 * that it was made below.
 */
export function profilesBySuccessorController(
  service: ProfilesBySuccessorService,
  cursors: Cursors,
  withIncluded: ProfileIncluder,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listProfilesBySuccessor',
          summary: 'List the profiles whose successor is a profile',
          tags: ['Profiles'],
          params: wire.IdParams,
          querystring: ProfileIncludingQuery,
          response: { 200: ProfileIncludingList },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const pager = createPager(cursors, `profiles by successor ${id}`, ProfileListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )
  }
}
