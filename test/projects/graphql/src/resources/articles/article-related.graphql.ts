import type { Relation } from '../../graphql/relations.ts'
import { articleRelatedListsOn } from './article-related.lists.ts'
import { serviceOn } from './article-related.routes.ts'

/** Which articles have which related, by GraphQL. */
export const articleRelatedGraphql: Relation = {
  admission: { access: 'public' },
  lists: [
    {
      of: 'Article',
      name: 'related',
      type: 'Article',
      description: 'The related of an article, newest first.',
      on: (db) => articleRelatedListsOn(db).ofArticle,
    },
    {
      of: 'Article',
      name: 'articles',
      type: 'Article',
      description: 'The articles that have it among their related, newest first.',
      on: (db) => articleRelatedListsOn(db).ofRelated,
    },
  ],
  pair: {
    name: 'ArticleRelated',
    of: 'Article',
    other: 'otherId',
    human: 'the related of an article',
    on: (db) => serviceOn(db),
  },
}
