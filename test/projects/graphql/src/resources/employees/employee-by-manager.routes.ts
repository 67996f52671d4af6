import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Resource } from '../resource.ts'
import { employeeIncluderOn } from './employee.includer.ts'
import { createKyselyEmployeeRepository } from './employee.repository.kysely.ts'
import { employeesByManagerController } from './employee-by-manager.controller.ts'
import { createEmployeesByManagerService } from './employee-by-manager.service.ts'

function serviceOn(db: Kysely<Database>) {
  return createEmployeesByManagerService({
    employees: createKyselyEmployeeRepository(db),
    otherEmployees: createKyselyEmployeeRepository(db),
  })
}

export const employeesByManager: Resource = {
  path: '/employees/:id/employees',
  plugin: ({ db, cursors }) =>
    employeesByManagerController(serviceOn(db), cursors, employeeIncluderOn(db)),
}
