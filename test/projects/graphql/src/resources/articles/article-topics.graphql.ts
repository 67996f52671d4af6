import type { Relation } from '../../graphql/relations.ts'
import { articleTopicsListsOn } from './article-topics.lists.ts'
import { serviceOn } from './article-topics.routes.ts'

/** Which articles have which topics, by GraphQL. */
export const articleTopicsGraphql: Relation = {
  admission: { access: 'public' },
  lists: [
    {
      of: 'Article',
      name: 'topics',
      type: 'Topic',
      description: 'The topics of an article, newest first.',
      on: (db) => articleTopicsListsOn(db).ofArticle,
    },
    {
      of: 'Topic',
      name: 'articles',
      type: 'Article',
      description: 'The articles that have it among their topics, newest first.',
      on: (db) => articleTopicsListsOn(db).ofTopics,
    },
  ],
  pair: {
    name: 'ArticleTopics',
    of: 'Article',
    other: 'topicId',
    human: 'the topics of an article',
    on: (db) => serviceOn(db),
  },
}
