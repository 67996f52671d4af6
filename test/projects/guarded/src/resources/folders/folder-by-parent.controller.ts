import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { FolderList, FolderListQuery, toFolderResponse } from './folder.schemas.ts'
import type { FoldersByParentService } from './folder-by-parent.service.ts'

/**
 * Below a folder: the folders whose parent it is. A cursor is bound to the one
 * that it was made below.
 */
export function foldersByParentController(
  serviceFor: ForCaller<FoldersByParentService>,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated' },
        schema: {
          operationId: 'listFoldersByParent',
          summary: 'List the folders whose parent is a folder',
          tags: ['Folders'],
          params: wire.IdParams,
          querystring: FolderListQuery.schema,
          response: { 200: FolderList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const { id } = request.params
        const pager = createPager(cursors, `folders by parent ${id}`, FolderListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toFolderResponse))
      },
    )
  }
}
