import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import type { ForCaller } from '../../http/identity.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { userPolicy } from './user.policy.ts'
import {
  CreateUserBody,
  toUserResponse,
  UpdateUserBody,
  UserList,
  UserListQuery,
  UserResponse,
} from './user.schemas.ts'
import type { UserService } from './user.service.ts'

export function userController(
  serviceFor: ForCaller<UserService>,
  cursors: Cursors,
  once: Idempotent<UserService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'users', UserListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: userPolicy.list,
        schema: {
          operationId: 'listUsers',
          summary: 'List users',
          tags: ['Users'],
          querystring: UserListQuery.schema,
          response: { 200: UserList },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toUserResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...userPolicy.get, versioned: true },
        schema: {
          operationId: 'getUser',
          summary: 'Get a user',
          tags: ['Users'],
          params: wire.IdParams,
          response: { 200: UserResponse },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const user = await service.get(request.params.id)
        return tagged(reply, toUserResponse(user))
      },
    )

    app.post(
      '',
      {
        config: { ...userPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createUser',
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
          operationId: 'createUsers',
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
          operationId: 'updateUser',
          summary: 'Change a user',
          tags: ['Users'],
          params: wire.IdParams,
          body: UpdateUserBody,
          response: { 200: UserResponse },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
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
          operationId: 'removeUser',
          summary: 'Remove a user',
          tags: ['Users'],
          params: wire.IdParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const service = serviceFor(request)
        const { id } = request.params
        await service.remove(id, await expectedVersion(request, () => service.get(id)))
        return reply.code(204).send(null)
      },
    )
  }
}
