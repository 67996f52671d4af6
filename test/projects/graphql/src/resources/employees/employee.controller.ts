import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  EmployeeInclude,
  type EmployeeIncluder,
  EmployeeIncluding,
  EmployeeIncludingList,
  EmployeeIncludingQuery,
} from './employee.included.ts'
import { employeePolicy } from './employee.policy.ts'
import {
  CreateEmployeeBody,
  EmployeeListQuery,
  EmployeeResponse,
  employeeReaders,
  toEmployeeResponse,
  UpdateEmployeeBody,
} from './employee.schemas.ts'
import type { EmployeeService } from './employee.service.ts'

export function employeeController(
  service: EmployeeService,
  cursors: Cursors,
  once: Idempotent<EmployeeService>,
  withIncluded: EmployeeIncluder,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'employees', EmployeeListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: employeePolicy.list,
        schema: {
          operationId: 'listEmployees',
          summary: 'List employees',
          tags: ['Employees'],
          querystring: EmployeeIncludingQuery,
          response: { 200: EmployeeIncludingList },
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
        config: { ...employeePolicy.get, versioned: true },
        schema: {
          operationId: 'getEmployee',
          summary: 'Get an employee',
          tags: ['Employees'],
          params: wire.IdParams,
          querystring: EmployeeInclude,
          response: { 200: EmployeeIncluding },
        },
      },
      async (request, reply) => {
        const employee = await service.get(request.params.id)
        const { include } = request.query
        const [including] = include ? await withIncluded([employee], include) : []
        if (including) return including
        return tagged(reply, toEmployeeResponse(employee))
      },
    )

    app.post(
      '',
      {
        config: { ...employeePolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createEmployee',
          summary: 'Create an employee',
          tags: ['Employees'],
          body: CreateEmployeeBody,
          response: { 201: EmployeeResponse },
        },
      },
      async (request, reply) => {
        const input = wire.read(request.body, employeeReaders)
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toEmployeeResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...employeePolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createEmployees',
          summary: 'Create several employees',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Employees'],
          body: bulkOf(CreateEmployeeBody),
          response: { 201: createdOf(EmployeeResponse) },
        },
      },
      async (request, reply) => {
        const inputs = wire.readEach(request.body.data, employeeReaders, '/data')
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toEmployeeResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...employeePolicy.update, versioned: true },
        schema: {
          operationId: 'updateEmployee',
          summary: 'Change an employee',
          tags: ['Employees'],
          params: wire.IdParams,
          body: UpdateEmployeeBody,
          response: { 200: EmployeeResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = wire.read(request.body, employeeReaders)
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toEmployeeResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...employeePolicy.remove, versioned: true },
        schema: {
          operationId: 'removeEmployee',
          summary: 'Remove an employee',
          tags: ['Employees'],
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
