import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { EmployeeRepository } from './employee.repository.ts'
import type { EmployeeRow } from './employee.table.ts'
import type { Employee } from './employee.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'employees'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  salary: { column: 'salary', nullable: true },
  featured: { column: 'featured', nullable: false },
  managerId: { column: 'manager_id', nullable: true },
}

const selectOne = prepared((db, { id }: { id: string }) =>
  db.selectFrom('employees').selectAll().where('id', '=', id),
)

const selectPage = preparedList((db) => db.selectFrom('employees').selectAll(), listColumns)

export function createKyselyEmployeeRepository(db: Kysely<Database>): EmployeeRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, {})
      return pageOf(rows.map(toEmployee), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id })
      return row && toEmployee(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('employees').selectAll().where('id', 'in', ids).execute()
      return rows.map(toEmployee)
    },

    async insert(...employees) {
      if (employees.length === 0) return
      const rows = employees.map((employee) => toRow(employee))
      await db.insertInto('employees').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('employees')
        .set((eb) => ({
          name: changes.name,
          salary: changes.salary,
          featured: changes.featured,
          notes: changes.notes,
          rank: changes.rank,
          manager_id: changes.managerId,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .returningAll()
        .executeTakeFirst()
      return row && toEmployee(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('employees')
        .where(({ and }) => and(theOne(id, expected)))
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** The version is compared in the statement that changes it: what was read before may be old by now. */
function theOne(id: string, expected: number | undefined) {
  return expected === undefined ? { id } : { id, version: expected }
}

export function toEmployee(row: EmployeeRow): Employee {
  return {
    id: row.id,
    name: row.name,
    salary: row.salary,
    featured: row.featured,
    notes: row.notes,
    rank: row.rank,
    managerId: row.manager_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(employee: Employee): EmployeeRow {
  return {
    id: employee.id,
    name: employee.name,
    salary: employee.salary,
    featured: employee.featured,
    notes: employee.notes,
    rank: employee.rank,
    manager_id: employee.managerId,
    created_at: employee.createdAt,
    updated_at: employee.updatedAt,
    version: employee.version,
  }
}
