import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { userPolicy } from './user.policy.ts'
import type { UserService } from './user.service.ts'
import {
  CreateUserBody,
  toUserResponse,
  UpdateUserBody,
  UserList,
  UserListQuery,
  UserResponse,
} from './user-v3.schemas.ts'

export function userV3Controller(
  service: UserService,
  cursors: Cursors,
  once: Idempotent<UserService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'users v3', UserListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: userPolicy.list,
        schema: {
          operationId: 'listUsersV3',
          summary: 'List users',
          tags: ['Users'],
          querystring: UserListQuery.schema,
          response: { 200: UserList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toUserResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...userPolicy.get, versioned: true },
        schema: {
          operationId: 'getUserV3',
          summary: 'Get a user',
          tags: ['Users'],
          params: wire.IdParams,
          response: { 200: UserResponse },
        },
      },
      async (request, reply) => {
        const user = await service.get(request.params.id)
        return tagged(reply, toUserResponse(user))
      },
    )

    app.post(
      '',
      {
        config: { ...userPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createUserV3',
          summary: 'Create a user',
          tags: ['Users'],
          body: CreateUserBody,
          response: { 201: UserResponse },
        },
      },
      async (request, reply) => {
        const input = request.body
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toUserResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...userPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createUsersV3',
          summary: 'Create several users',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Users'],
          body: bulkOf(CreateUserBody),
          response: { 201: createdOf(UserResponse) },
        },
      },
      async (request, reply) => {
        const inputs = request.body.data
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toUserResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...userPolicy.update, versioned: true },
        schema: {
          operationId: 'updateUserV3',
          summary: 'Change a user',
          tags: ['Users'],
          params: wire.IdParams,
          body: UpdateUserBody,
          response: { 200: UserResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = request.body
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toUserResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...userPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeUserV3',
          summary: 'Remove a user',
          tags: ['Users'],
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
