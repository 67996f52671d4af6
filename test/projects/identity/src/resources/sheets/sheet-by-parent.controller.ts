import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { type SheetIncluder, SheetIncludingList, SheetIncludingQuery } from './sheet.included.ts'
import { SheetListQuery } from './sheet.schemas.ts'
import type { SheetsByParentService } from './sheet-by-parent.service.ts'

/**
 * Below a sheet: the sheets whose parent it is. A cursor is bound to the one
 * that it was made below.
 */
export function sheetsByParentController(
  serviceFor: ForCaller<SheetsByParentService>,
  cursors: Cursors,
  includerFor: ForCaller<SheetIncluder>,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated', owned: true },
        schema: {
          operationId: 'listSheetsByParent',
          summary: 'List the sheets whose parent is a sheet',
          tags: ['Sheets'],
          params: wire.IdParams,
          querystring: SheetIncludingQuery,
          response: { 200: SheetIncludingList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const withIncluded = includerFor(request)
        const { id } = request.params
        const pager = createPager(cursors, `sheets by parent ${id}`, SheetListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )
  }
}
