import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { eachOf, listsOf } from '../../database/each.ts'
import { toTopic } from '../topics/topic.repository.kysely.ts'
import { toArticle } from './article.repository.kysely.ts'
import type { ArticleTopicsTable } from './article-topics.table.ts'

/** Which articles have which topics: of several at once, and what is newest first. */
export function articleTopicsListsOn(database: Kysely<Database>) {
  const db = database.withTables<{ article_topics: ArticleTopicsTable }>()

  return {
    /** The topics of each of the articles. */
    async ofArticle(ids: readonly string[], limit: number) {
      const rows = await db
        .selectFrom(eachOf(ids))
        .innerJoinLateral(
          (eb) =>
            eb
              .selectFrom('article_topics')
              .innerJoin('topics', 'topics.id', 'article_topics.topic_id')
              .selectAll('topics')
              .whereRef('article_topics.article_id', '=', 'each.id')
              .where('topics.deleted_at', 'is', null)
              .orderBy('topics.created_at', 'desc')
              .orderBy('topics.id', 'desc')
              .limit(limit)
              .as('listed'),
          (join) => join.onTrue(),
        )
        .selectAll('listed')
        .select('each.id as listedOf')
        .orderBy('listed.created_at', 'desc')
        .orderBy('listed.id', 'desc')
        .execute()
      return listsOf(rows, toTopic)
    },

    /** The articles that have each of the topics. */
    async ofTopics(ids: readonly string[], limit: number) {
      const rows = await db
        .selectFrom(eachOf(ids))
        .innerJoinLateral(
          (eb) =>
            eb
              .selectFrom('article_topics')
              .innerJoin('articles', 'articles.id', 'article_topics.article_id')
              .selectAll('articles')
              .whereRef('article_topics.topic_id', '=', 'each.id')
              .orderBy('articles.created_at', 'desc')
              .orderBy('articles.id', 'desc')
              .limit(limit)
              .as('listed'),
          (join) => join.onTrue(),
        )
        .selectAll('listed')
        .select('each.id as listedOf')
        .orderBy('listed.created_at', 'desc')
        .orderBy('listed.id', 'desc')
        .execute()
      return listsOf(rows, toArticle)
    },
  }
}
