import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { tagPolicy } from './tag.policy.ts'
import {
  CreateTagBody,
  TagList,
  TagListQuery,
  TagResponse,
  toTagResponse,
  UpdateTagBody,
} from './tag.schemas.ts'
import type { TagService } from './tag.service.ts'

export function tagController(
  service: TagService,
  cursors: Cursors,
  once: Idempotent<TagService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'tags', TagListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: tagPolicy.list,
        schema: {
          operationId: 'listTags',
          summary: 'List tags',
          tags: ['Tags'],
          querystring: TagListQuery.schema,
          response: { 200: TagList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toTagResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...tagPolicy.get, versioned: true },
        schema: {
          operationId: 'getTag',
          summary: 'Get a tag',
          tags: ['Tags'],
          params: wire.IdParams,
          response: { 200: TagResponse },
        },
      },
      async (request, reply) => {
        const tag = await service.get(request.params.id)
        return tagged(reply, toTagResponse(tag))
      },
    )

    app.post(
      '',
      {
        config: { ...tagPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createTag',
          summary: 'Create a tag',
          tags: ['Tags'],
          body: CreateTagBody,
          response: { 201: TagResponse },
        },
      },
      async (request, reply) => {
        const input = request.body
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toTagResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...tagPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createTags',
          summary: 'Create several tags',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Tags'],
          body: bulkOf(CreateTagBody),
          response: { 201: createdOf(TagResponse) },
        },
      },
      async (request, reply) => {
        const inputs = request.body.data
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toTagResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...tagPolicy.update, versioned: true },
        schema: {
          operationId: 'updateTag',
          summary: 'Change a tag',
          tags: ['Tags'],
          params: wire.IdParams,
          body: UpdateTagBody,
          response: { 200: TagResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = request.body
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toTagResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...tagPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeTag',
          summary: 'Remove a tag',
          tags: ['Tags'],
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
