import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  BadgeInclude,
  type BadgeIncluder,
  BadgeIncluding,
  BadgeIncludingList,
  BadgeIncludingQuery,
} from './badge.included.ts'
import { badgePolicy } from './badge.policy.ts'
import {
  BadgeListQuery,
  BadgeResponse,
  badgeReaders,
  CreateBadgeBody,
  toBadgeResponse,
  UpdateBadgeBody,
} from './badge.schemas.ts'
import type { BadgeService } from './badge.service.ts'

export function badgeController(
  service: BadgeService,
  cursors: Cursors,
  once: Idempotent<BadgeService>,
  withIncluded: BadgeIncluder,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'badges', BadgeListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: badgePolicy.list,
        schema: {
          operationId: 'listBadges',
          summary: 'List badges',
          tags: ['Badges'],
          querystring: BadgeIncludingQuery,
          response: { 200: BadgeIncludingList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...badgePolicy.get, versioned: true },
        schema: {
          operationId: 'getBadge',
          summary: 'Get a badge',
          tags: ['Badges'],
          params: wire.IdParams,
          querystring: BadgeInclude,
          response: { 200: BadgeIncluding },
        },
      },
      async (request, reply) => {
        const badge = await service.get(request.params.id)
        const { include } = request.query
        const [including] = include ? await withIncluded([badge], include) : []
        if (including) return including
        return tagged(reply, toBadgeResponse(badge))
      },
    )

    app.post(
      '',
      {
        config: { ...badgePolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createBadge',
          summary: 'Create a badge',
          tags: ['Badges'],
          body: CreateBadgeBody,
          response: { 201: BadgeResponse },
        },
      },
      async (request, reply) => {
        const input = wire.read(request.body, badgeReaders)
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toBadgeResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...badgePolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createBadges',
          summary: 'Create several badges',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Badges'],
          body: bulkOf(CreateBadgeBody),
          response: { 201: createdOf(BadgeResponse) },
        },
      },
      async (request, reply) => {
        const inputs = wire.readEach(request.body.data, badgeReaders, '/data')
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toBadgeResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...badgePolicy.update, versioned: true },
        schema: {
          operationId: 'updateBadge',
          summary: 'Change a badge',
          tags: ['Badges'],
          params: wire.IdParams,
          body: UpdateBadgeBody,
          response: { 200: BadgeResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = wire.read(request.body, badgeReaders)
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toBadgeResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...badgePolicy.remove, versioned: true },
        schema: {
          operationId: 'removeBadge',
          summary: 'Remove a badge',
          tags: ['Badges'],
          params: wire.IdParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        await service.remove(id, await expectedVersion(request, () => service.get(id)))
        return reply.code(204).send(null)
      },
    )
  }
}
