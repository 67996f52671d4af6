import { Type } from 'typebox'
import { createIncluder, includeParameter, includingQuery, inclusion } from '../../http/include.ts'
import { listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { FolderRepository } from '../folders/folder.repository.ts'
import { FolderResponse, toFolderResponse } from '../folders/folder.schemas.ts'
import type { TopicRepository } from '../topics/topic.repository.ts'
import { TopicResponse, toTopicResponse } from '../topics/topic.schemas.ts'
import { NoteListQuery, NoteResponse, toNoteResponse } from './note.schemas.ts'
import type { Note } from './note.ts'

/** What can be shown within a note: null where there is none. What it refers to in turn is not. */
const included = {
  folder: Type.Optional(wire.nullable(FolderResponse)),
  topic: Type.Optional(wire.nullable(TopicResponse)),
}

const names = Object.keys(included)

export const NoteInclude = Type.Object(
  { include: includeParameter(names) },
  { additionalProperties: false },
)

export const NoteIncludingQuery = includingQuery(NoteListQuery, names)

export const NoteIncluding = Type.Object(
  { ...NoteResponse.properties, ...included },
  { additionalProperties: false },
)

export const NoteIncludingList = listOf(NoteIncluding)

export interface NoteIncluderDependencies {
  readonly folders: Pick<FolderRepository, 'findMany'>
  readonly topics: Pick<TopicRepository, 'findMany'>
}

export type NoteIncluder = ReturnType<typeof createNoteIncluder>

/** The one place where what notes refer to is read, to be shown with them. */
export function createNoteIncluder(from: NoteIncluderDependencies) {
  return createIncluder(toNoteResponse, {
    folder: inclusion((of: Note) => of.folderId, from.folders, toFolderResponse),
    topic: inclusion((of: Note) => of.topicId, from.topics, toTopicResponse),
  })
}
