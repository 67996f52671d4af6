import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { eachOf, listsOf } from '../../database/each.ts'
import { toEmployee } from './employee.repository.kysely.ts'

/** The employees whose manager is each of several, the newest first. */
export function employeesByManagerListsOn(db: Kysely<Database>) {
  return async (ids: readonly string[], limit: number) => {
    const rows = await db
      .selectFrom(eachOf(ids))
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('employees')
            .selectAll('employees')
            .whereRef('employees.manager_id', '=', 'each.id')
            .orderBy('employees.created_at', 'desc')
            .orderBy('employees.id', 'desc')
            .limit(limit)
            .as('listed'),
        (join) => join.onTrue(),
      )
      .selectAll('listed')
      .select('each.id as listedOf')
      .orderBy('listed.created_at', 'desc')
      .orderBy('listed.id', 'desc')
      .execute()
    return listsOf(rows, toEmployee)
  }
}
