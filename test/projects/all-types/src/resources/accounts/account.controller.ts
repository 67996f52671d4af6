import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { accountPolicy } from './account.policy.ts'
import {
  AccountList,
  AccountListQuery,
  AccountResponse,
  CreateAccountBody,
  toAccountResponse,
  UpdateAccountBody,
} from './account.schemas.ts'
import type { AccountService } from './account.service.ts'

export function accountController(
  service: AccountService,
  cursors: Cursors,
  once: Idempotent<AccountService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'accounts', AccountListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: accountPolicy.list,
        schema: {
          operationId: 'listAccounts',
          summary: 'List accounts',
          tags: ['Accounts'],
          querystring: AccountListQuery.schema,
          response: { 200: AccountList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toAccountResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...accountPolicy.get, versioned: true },
        schema: {
          operationId: 'getAccount',
          summary: 'Get an account',
          tags: ['Accounts'],
          params: wire.IdParams,
          response: { 200: AccountResponse },
        },
      },
      async (request, reply) => {
        const account = await service.get(request.params.id)
        return tagged(reply, toAccountResponse(account))
      },
    )

    app.post(
      '',
      {
        config: { ...accountPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createAccount',
          summary: 'Create an account',
          tags: ['Accounts'],
          body: CreateAccountBody,
          response: { 201: AccountResponse },
        },
      },
      async (request, reply) => {
        const input = request.body
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toAccountResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...accountPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createAccounts',
          summary: 'Create several accounts',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Accounts'],
          body: bulkOf(CreateAccountBody),
          response: { 201: createdOf(AccountResponse) },
        },
      },
      async (request, reply) => {
        const inputs = request.body.data
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toAccountResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...accountPolicy.update, versioned: true },
        schema: {
          operationId: 'updateAccount',
          summary: 'Change an account',
          tags: ['Accounts'],
          params: wire.IdParams,
          body: UpdateAccountBody,
          response: { 200: AccountResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = request.body
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toAccountResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...accountPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeAccount',
          summary: 'Remove an account',
          tags: ['Accounts'],
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
