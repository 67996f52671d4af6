import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { sheetPolicy } from './sheet.policy.ts'
import type { Sheet } from './sheet.ts'

/** What a client may write. */
const fields = {
  title: wire.text(100),
  score: wire.ruled(wire.nullable(wire.Int32), sheetPolicy.fields.score),
  folderId: wire.ruled(wire.nullable(wire.idOf('/v1/folders')), sheetPolicy.fields.folderId),
  parentId: wire.nullable(wire.idOf('/v1/sheets')),
}

const example = {
  title: 'First title',
  score: 1,
  folderId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  parentId: null,
}

/** How a body is read, where the program has another value than the wire. */
export const sheetReaders = {
  folderId: wire.toUuid,
  parentId: wire.toUuid,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateSheetBody = Type.Object(
  {
    title: fields.title,
    score: Type.Optional(fields.score),
    folderId: Type.Optional(fields.folderId),
    parentId: Type.Optional(fields.parentId),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateSheetBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const SheetResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    score: Type.Optional(fields.score),
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const SheetList = listOf(SheetResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const SheetListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  score: filter.seenBy(sheetPolicy.fields.score.read, filter.orNull(filter.ordered(wire.Int32))),
  folderId: filter.orNull(filter.reference(wire.Id)),
  parentId: filter.orNull(filter.reference(wire.Id)),
})

export function toSheetResponse(sheet: Sheet): Static<typeof SheetResponse> {
  return {
    id: sheet.id,
    title: sheet.title,
    score: sheet.score,
    folderId: sheet.folderId,
    parentId: sheet.parentId,
    createdAt: sheet.createdAt.toISOString(),
    updatedAt: sheet.updatedAt.toISOString(),
    version: sheet.version,
  }
}
