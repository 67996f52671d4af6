import type { Relation } from '../../graphql/relations.ts'
import { articlesByAuthorListsOn } from './article-by-author.lists.ts'

/** The articles below an author, by GraphQL. */
export const articlesByAuthorGraphql: Relation = {
  admission: { access: 'public' },
  lists: [
    {
      of: 'Author',
      name: 'articles',
      type: 'Article',
      description: 'The articles whose author it is, newest first.',
      on: (db) => articlesByAuthorListsOn(db),
    },
  ],
}
