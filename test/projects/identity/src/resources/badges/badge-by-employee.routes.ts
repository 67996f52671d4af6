import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyEmployeeRepository } from '../employees/employee.repository.kysely.ts'
import type { Resource } from '../resource.ts'
import { badgeIncluderOn } from './badge.includer.ts'
import { createKyselyBadgeRepository } from './badge.repository.kysely.ts'
import { badgesByEmployeeController } from './badge-by-employee.controller.ts'
import { createBadgesByEmployeeService } from './badge-by-employee.service.ts'

function serviceOn(db: Kysely<Database>) {
  return createBadgesByEmployeeService({
    badges: createKyselyBadgeRepository(db),
    employees: createKyselyEmployeeRepository(db),
  })
}

export const badgesByEmployee: Resource = {
  path: '/employees/:id/badges-by-employee',
  plugin: ({ db, cursors }) =>
    badgesByEmployeeController(serviceOn(db), cursors, badgeIncluderOn(db)),
}
