import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { SheetRepository } from './sheet.repository.ts'
import type { SheetRow } from './sheet.table.ts'
import type { Sheet } from './sheet.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'sheets'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
  score: { column: 'score', nullable: true },
  folderId: { column: 'folder_id', nullable: true },
  parentId: { column: 'parent_id', nullable: true },
}

const selectOne = prepared((db, { id, ownerId }: { id: string; ownerId: string }) =>
  db.selectFrom('sheets').selectAll().where('id', '=', id).where('owner_id', '=', ownerId),
)

const selectPage = preparedList(
  (db, { ownerId }: { ownerId: string }) =>
    db.selectFrom('sheets').selectAll().where('owner_id', '=', ownerId),
  listColumns,
)

export function createKyselySheetRepository(
  db: Kysely<Database>,
  ownerId: string,
): SheetRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, { ownerId })
      return pageOf(rows.map(toSheet), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id, ownerId })
      return row && toSheet(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db
        .selectFrom('sheets')
        .selectAll()
        .where('id', 'in', ids)
        .where('owner_id', '=', ownerId)
        .execute()
      return rows.map(toSheet)
    },

    async insert(...sheets) {
      if (sheets.length === 0) return
      const rows = sheets.map((sheet) => toRow(sheet, ownerId))
      await db.insertInto('sheets').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('sheets')
        .set((eb) => ({
          title: changes.title,
          score: changes.score,
          folder_id: changes.folderId,
          parent_id: changes.parentId,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .where('owner_id', '=', ownerId)
        .returningAll()
        .executeTakeFirst()
      return row && toSheet(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('sheets')
        .where(({ and }) => and(theOne(id, expected)))
        .where('owner_id', '=', ownerId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** The version is compared in the statement that changes it: what was read before may be old by now. */
function theOne(id: string, expected: number | undefined) {
  return expected === undefined ? { id } : { id, version: expected }
}

export function toSheet(row: SheetRow): Sheet {
  return {
    id: row.id,
    title: row.title,
    score: row.score,
    folderId: row.folder_id,
    parentId: row.parent_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(sheet: Sheet, ownerId: string): SheetRow {
  return {
    id: sheet.id,
    owner_id: ownerId,
    title: sheet.title,
    score: sheet.score,
    folder_id: sheet.folderId,
    parent_id: sheet.parentId,
    created_at: sheet.createdAt,
    updated_at: sheet.updatedAt,
    version: sheet.version,
  }
}
