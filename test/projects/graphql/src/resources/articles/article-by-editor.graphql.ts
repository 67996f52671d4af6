import type { Relation } from '../../graphql/relations.ts'
import { articlesByEditorListsOn } from './article-by-editor.lists.ts'

/** The articles below an author, by GraphQL. */
export const articlesByEditorGraphql: Relation = {
  admission: { access: 'public' },
  lists: [
    {
      of: 'Author',
      name: 'articlesByEditor',
      type: 'Article',
      description: 'The articles whose editor it is, newest first.',
      on: (db) => articlesByEditorListsOn(db),
    },
  ],
}
