import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  type EmployeeIncluder,
  EmployeeIncludingList,
  EmployeeIncludingQuery,
} from './employee.included.ts'
import { EmployeeListQuery } from './employee.schemas.ts'
import type { EmployeesByManagerService } from './employee-by-manager.service.ts'

/**
 * Below an employee: the employees whose manager it is. A cursor is bound to the one
 * that it was made below.
 */
export function employeesByManagerController(
  service: EmployeesByManagerService,
  cursors: Cursors,
  withIncluded: EmployeeIncluder,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'authenticated' },
        schema: {
          operationId: 'listEmployeesByManager',
          summary: 'List the employees whose manager is an employee',
          tags: ['Employees'],
          params: wire.IdParams,
          querystring: EmployeeIncludingQuery,
          response: { 200: EmployeeIncludingList },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const pager = createPager(cursors, `employees by manager ${id}`, EmployeeListQuery)
        const page = await service.list(id, pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )
  }
}
