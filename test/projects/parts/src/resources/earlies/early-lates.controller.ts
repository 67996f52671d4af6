import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Cursors } from '../../http/cursor.ts'
import * as filter from '../../http/filters.ts'
import { createListQuery, createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { LateItemList, toLateItemResponse } from '../lates/late.schemas.ts'
import { EarlyItemList, toEarlyItemResponse } from './early.schemas.ts'
import type { EarlyItemLatesService } from './early-lates.service.ts'

const PairParams = Type.Object(
  { id: wire.Id, lateId: wire.idOf('/v2/lates') },
  { additionalProperties: false },
)

const listQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

/** Below an early: its lates, and what adds one or takes it away. */
export function earlyItemLatesController(
  service: EarlyItemLatesService,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'lates of earlies', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listEarlyItemLates',
          summary: 'List the lates of an early',
          tags: ['Earlies'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: LateItemList },
        },
      },
      async (request, reply) => {
        const page = await service.listOfEarlyItem(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toLateItemResponse))
      },
    )

    app.put(
      '/:lateId',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'addEarlyItemLates',
          summary: 'Add one to the lates of an early',
          tags: ['Earlies'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await service.add(request.params.id, request.params.lateId)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/:lateId',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'removeEarlyItemLates',
          summary: 'Take one from the lates of an early',
          tags: ['Earlies'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await service.remove(request.params.id, request.params.lateId)
        return reply.code(204).send(null)
      },
    )
  }
}

/** Below one of the lates: the earlies that have it. */
export function earlyItemsByLatesController(
  service: EarlyItemLatesService,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'earlies by lates', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listEarlyItemsByLates',
          summary: 'List the earlies of a late',
          tags: ['Earlies'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: EarlyItemList },
        },
      },
      async (request, reply) => {
        const page = await service.listOfLates(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toEarlyItemResponse))
      },
    )
  }
}
