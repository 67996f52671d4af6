import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ListColumns } from '../../database/listing.ts'
import { prepared, preparedList } from '../../database/prepared.ts'
import { pageOf } from '../../shared/pagination.ts'
import type { FolderRepository } from './folder.repository.ts'
import type { FolderRow } from './folder.table.ts'
import type { Folder } from './folder.ts'

/** Every one of them has an index; the names of columns come from here alone. */
const listColumns: ListColumns<Database, 'folders'> = {
  id: { column: 'id', nullable: false },
  createdAt: { column: 'created_at', nullable: false },
}

const selectOne = prepared((db, { id, ownerId }: { id: string; ownerId: string }) =>
  db.selectFrom('folders').selectAll().where('id', '=', id).where('owner_id', '=', ownerId),
)

const selectPage = preparedList(
  (db, { ownerId }: { ownerId: string }) =>
    db.selectFrom('folders').selectAll().where('owner_id', '=', ownerId),
  listColumns,
)

export function createKyselyFolderRepository(
  db: Kysely<Database>,
  ownerId: string,
): FolderRepository {
  return {
    async list(request) {
      const rows = await selectPage(db, request, { ownerId })
      return pageOf(rows.map(toFolder), request.limit, request.sort)
    },

    async find(id) {
      const [row] = await selectOne(db, { id, ownerId })
      return row && toFolder(row)
    },

    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await db
        .selectFrom('folders')
        .selectAll()
        .where('id', 'in', ids)
        .where('owner_id', '=', ownerId)
        .execute()
      return rows.map(toFolder)
    },

    async insert(...folders) {
      if (folders.length === 0) return
      const rows = folders.map((folder) => toRow(folder, ownerId))
      await db.insertInto('folders').values(rows).execute()
    },

    async update(id, changes, now, expected) {
      const row = await db
        .updateTable('folders')
        .set((eb) => ({
          title: changes.title,
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where(({ and }) => and(theOne(id, expected)))
        .where('owner_id', '=', ownerId)
        .returningAll()
        .executeTakeFirst()
      return row && toFolder(row)
    },

    async remove(id, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('folders')
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

export function toFolder(row: FolderRow): Folder {
  return {
    id: row.id,
    title: row.title,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow(folder: Folder, ownerId: string): FolderRow {
  return {
    id: folder.id,
    owner_id: ownerId,
    title: folder.title,
    created_at: folder.createdAt,
    updated_at: folder.updatedAt,
    version: folder.version,
  }
}
