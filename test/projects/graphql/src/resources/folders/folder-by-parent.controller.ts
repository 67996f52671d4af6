import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  type FolderIncluder,
  FolderIncludingList,
  FolderIncludingQuery,
} from './folder.included.ts'
import { FolderListQuery } from './folder.schemas.ts'
import type { FoldersByParentService } from './folder-by-parent.service.ts'

/**
 * Below a folder: the folders whose parent it is. A cursor is bound to the one
 * that it was made below.
 */
export function foldersByParentController(
  serviceFor: ForCaller<FoldersByParentService>,
  cursors: Cursors,
  includerFor: ForCaller<FolderIncluder>,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated', owned: true },
        schema: {
          operationId: 'listFoldersByParent',
          summary: 'List the folders whose parent is a folder',
          tags: ['Folders'],
          params: wire.IdParams,
          querystring: FolderIncludingQuery,
          response: { 200: FolderIncludingList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const withIncluded = includerFor(request)
        const { id } = request.params
        const pager = createPager(cursors, `folders by parent ${id}`, FolderListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )
  }
}
