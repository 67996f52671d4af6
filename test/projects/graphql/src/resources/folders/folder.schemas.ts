import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Folder } from './folder.ts'

/** What a client may write. */
const fields = {
  name: wire.text(80),
  parentId: wire.nullable(wire.idOf('/v1/folders')),
}

const example = {
  name: 'First name',
  parentId: null,
}

/** How a body is read, where the program has another value than the wire. */
export const folderReaders = {
  parentId: wire.toUuid,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateFolderBody = Type.Object(
  {
    name: fields.name,
    parentId: Type.Optional(fields.parentId),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateFolderBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const FolderResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const FolderList = listOf(FolderResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const FolderListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  parentId: filter.orNull(filter.reference(wire.Id)),
})

export function toFolderResponse(folder: Folder): Static<typeof FolderResponse> {
  return {
    id: folder.id,
    name: folder.name,
    parentId: folder.parentId,
    createdAt: folder.createdAt.toISOString(),
    updatedAt: folder.updatedAt.toISOString(),
    version: folder.version,
  }
}
