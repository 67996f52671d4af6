import type { Relation } from '../../graphql/relations.ts'
import { principalOf } from '../../http/identity.ts'
import { notesByTopicListsOn } from './note-by-topic.lists.ts'

/** The notes below a topic, by GraphQL. */
export const notesByTopicGraphql: Relation = {
  admission: { access: 'authenticated', owned: true },
  lists: [
    {
      of: 'Topic',
      name: 'notes',
      type: 'Note',
      description: 'The notes whose topic it is, newest first.',
      on: (db, caller) => notesByTopicListsOn(db, principalOf(caller).id),
    },
  ],
}
