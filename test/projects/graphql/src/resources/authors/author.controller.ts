import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { authorPolicy } from './author.policy.ts'
import {
  AuthorList,
  AuthorListQuery,
  AuthorResponse,
  CreateAuthorBody,
  toAuthorResponse,
  UpdateAuthorBody,
} from './author.schemas.ts'
import type { AuthorService } from './author.service.ts'

export function authorController(
  service: AuthorService,
  cursors: Cursors,
  once: Idempotent<AuthorService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'authors', AuthorListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: authorPolicy.list,
        schema: {
          operationId: 'listAuthors',
          summary: 'List authors',
          tags: ['Authors'],
          querystring: AuthorListQuery.schema,
          response: { 200: AuthorList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toAuthorResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...authorPolicy.get, versioned: true },
        schema: {
          operationId: 'getAuthor',
          summary: 'Get an author',
          tags: ['Authors'],
          params: wire.IdParams,
          response: { 200: AuthorResponse },
        },
      },
      async (request, reply) => {
        const author = await service.get(request.params.id)
        return tagged(reply, toAuthorResponse(author))
      },
    )

    app.post(
      '',
      {
        config: { ...authorPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createAuthor',
          summary: 'Create an author',
          tags: ['Authors'],
          body: CreateAuthorBody,
          response: { 201: AuthorResponse },
        },
      },
      async (request, reply) => {
        const input = request.body
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toAuthorResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...authorPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createAuthors',
          summary: 'Create several authors',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Authors'],
          body: bulkOf(CreateAuthorBody),
          response: { 201: createdOf(AuthorResponse) },
        },
      },
      async (request, reply) => {
        const inputs = request.body.data
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toAuthorResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...authorPolicy.update, versioned: true },
        schema: {
          operationId: 'updateAuthor',
          summary: 'Change an author',
          tags: ['Authors'],
          params: wire.IdParams,
          body: UpdateAuthorBody,
          response: { 200: AuthorResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = request.body
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toAuthorResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...authorPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeAuthor',
          summary: 'Remove an author',
          tags: ['Authors'],
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
