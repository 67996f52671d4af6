import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Cursors } from '../../http/cursor.ts'
import * as filter from '../../http/filters.ts'
import { createListQuery, createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { EmployeeList, toEmployeeResponse } from '../employees/employee.schemas.ts'
import { BadgeList, toBadgeResponse } from './badge.schemas.ts'
import type { BadgeSeenByService } from './badge-seen-by.service.ts'

const PairParams = Type.Object(
  { id: wire.Id, employeeId: wire.idOf('/v1/employees') },
  { additionalProperties: false },
)

const listQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

/** Below a badge: its seen by, and what adds one or takes it away. */
export function badgeSeenByController(
  service: BadgeSeenByService,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'seen-by of badges', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated' },
        schema: {
          operationId: 'listBadgeSeenBy',
          summary: 'List the seen by of a badge',
          tags: ['Badges'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: EmployeeList },
        },
      },
      async (request, reply) => {
        const page = await service.listOfBadge(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toEmployeeResponse))
      },
    )

    app.put(
      '/:employeeId',
      {
        config: { access: 'authenticated' },
        schema: {
          operationId: 'addBadgeSeenBy',
          summary: 'Add one to the seen by of a badge',
          tags: ['Badges'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await service.add(request.params.id, request.params.employeeId)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/:employeeId',
      {
        config: { access: 'authenticated' },
        schema: {
          operationId: 'removeBadgeSeenBy',
          summary: 'Take one from the seen by of a badge',
          tags: ['Badges'],
          params: PairParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await service.remove(request.params.id, request.params.employeeId)
        return reply.code(204).send(null)
      },
    )
  }
}

/** Below one of the seen by: the badges that have it. */
export function badgesBySeenByController(
  service: BadgeSeenByService,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'badges by seen-by', listQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated' },
        schema: {
          operationId: 'listBadgesBySeenBy',
          summary: 'List the badges of an employee',
          tags: ['Badges'],
          params: wire.IdParams,
          querystring: listQuery.schema,
          response: { 200: BadgeList },
        },
      },
      async (request, reply) => {
        const page = await service.listOfSeenBy(request.params.id, pager.read(request.query))
        return pager.write(reply, page, page.data.map(toBadgeResponse))
      },
    )
  }
}
