import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Note } from './note.ts'

/** What a client may write. */
const fields = {
  title: wire.text(200),
  folderId: wire.idOf('/v1/folders'),
  topicId: wire.nullable(wire.idOf('/v1/topics')),
}

const example = {
  title: 'First title',
  folderId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  topicId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
}

/** How a body is read, where the program has another value than the wire. */
export const noteReaders = {
  folderId: wire.toUuid,
  topicId: wire.toUuid,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateNoteBody = Type.Object(
  {
    title: fields.title,
    folderId: fields.folderId,
    topicId: Type.Optional(fields.topicId),
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
  folderId: filter.reference(wire.Id),
  topicId: filter.orNull(filter.reference(wire.Id)),
})

export function toNoteResponse(note: Note): Static<typeof NoteResponse> {
  return {
    id: note.id,
    title: note.title,
    folderId: note.folderId,
    topicId: note.topicId,
    createdAt: note.createdAt.toISOString(),
    updatedAt: note.updatedAt.toISOString(),
    version: note.version,
  }
}
