import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import { createPager, ListQuery } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  CreateUserBody,
  toUserResponse,
  UpdateUserBody,
  UserList,
  UserResponse,
} from './user.schemas.ts'
import type { UserService } from './user.service.ts'

export function userController(service: UserService, cursors: Cursors): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'users')

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listUsers',
          summary: 'List users, newest first',
          tags: ['Users'],
          querystring: ListQuery,
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
        config: { access: 'public' },
        schema: {
          operationId: 'getUser',
          summary: 'Get a user',
          tags: ['Users'],
          params: wire.IdParams,
          response: { 200: UserResponse },
        },
      },
      async (request) => toUserResponse(await service.get(request.params.id)),
    )

    app.post(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'createUser',
          summary: 'Create a user',
          tags: ['Users'],
          body: CreateUserBody,
          response: { 201: UserResponse },
        },
      },
      async (request, reply) => {
        const created = await service.create(request.body)
        reply.code(201).header('location', `${app.prefix}/${created.id}`)
        return toUserResponse(created)
      },
    )

    app.patch(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'updateUser',
          summary: 'Change a user',
          tags: ['Users'],
          params: wire.IdParams,
          body: UpdateUserBody,
          response: { 200: UserResponse },
        },
      },
      async (request) => {
        const changes = request.body
        return toUserResponse(await service.update(request.params.id, changes))
      },
    )

    app.delete(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'removeUser',
          summary: 'Remove a user',
          tags: ['Users'],
          params: wire.IdParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await service.remove(request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}
