import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createKyselyEmployeeRepository } from '../employees/employee.repository.kysely.ts'
import { createBadgeIncluder } from './badge.included.ts'

/** What badges refer to, read from the database. */
export function badgeIncluderOn(db: Kysely<Database>) {
  return createBadgeIncluder({
    employees: createKyselyEmployeeRepository(db),
  })
}
