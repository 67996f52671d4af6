import { graphqlResource } from '../../graphql/resource.ts'
import * as wire from '../../http/wire.ts'
import { noteServiceOn } from './index.ts'
import { notePolicy } from './note.policy.ts'
import {
  CreateNoteBody,
  NoteListQuery,
  NoteResponse,
  noteReaders,
  toNoteResponse,
  UpdateNoteBody,
} from './note.schemas.ts'
import { notesByFolderGraphql } from './note-by-folder.graphql.ts'
import { notesByTopicGraphql } from './note-by-topic.graphql.ts'
import { noteFoldersGraphql } from './note-folders.graphql.ts'

/** Notes by GraphQL: the service, the policy and the schemas are those of REST. */
export const noteGraphql = graphqlResource({
  type: 'Note',
  one: 'note',
  many: 'notes',
  human: 'note',
  humans: 'notes',
  list: 'notes',
  table: 'notes',
  policy: notePolicy,
  schemas: {
    answer: NoteResponse,
    create: CreateNoteBody,
    update: UpdateNoteBody,
    query: NoteListQuery,
  },
  references: {
    folder: { id: 'folderId', type: 'Folder' },
    topic: { id: 'topicId', type: 'Topic' },
  },
  relations: [noteFoldersGraphql, notesByFolderGraphql, notesByTopicGraphql],
  serviceOn: noteServiceOn,
  show: toNoteResponse,
  create: (service, request) => service.create(wire.read(request.body, noteReaders)),
  update: (service, id, request, expected) => {
    const changes = wire.read(request.body, noteReaders)
    return service.update(id, changes, expected)
  },
})
