import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Note } from './note.ts'

/** What a client may write. */
const fields = {
  text: wire.text(65535),
}

const example = {
  text: 'First text',
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateNoteBody = Type.Object(
  {
    text: fields.text,
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateNoteBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const NoteResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const NoteList = listOf(NoteResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const NoteListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

export function toNoteResponse(note: Note): Static<typeof NoteResponse> {
  return {
    id: note.id,
    text: note.text,
    createdAt: note.createdAt.toISOString(),
    updatedAt: note.updatedAt.toISOString(),
    version: note.version,
  }
}
