import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { createEmployeeIncluder } from './employee.included.ts'
import { createKyselyEmployeeRepository } from './employee.repository.kysely.ts'

/** What employees refer to, read from the database. */
export function employeeIncluderOn(db: Kysely<Database>) {
  return createEmployeeIncluder({
    employees: createKyselyEmployeeRepository(db),
  })
}
