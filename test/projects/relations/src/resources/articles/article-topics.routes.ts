import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Resource } from '../resource.ts'
import { createKyselyTopicRepository } from '../topics/topic.repository.kysely.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { articlesByTopicsController, articleTopicsController } from './article-topics.controller.ts'
import { createKyselyArticleTopicsRepository } from './article-topics.repository.kysely.ts'
import { createArticleTopicsService } from './article-topics.service.ts'

/** The rules of these links on any connection. */
export function serviceOn(db: Kysely<Database>) {
  return createArticleTopicsService({
    articles: createKyselyArticleRepository(db),
    topics: createKyselyTopicRepository(db),
    pairs: createKyselyArticleTopicsRepository(db),
  })
}

export const articleTopics: Resource = {
  path: '/articles/:id/topics',
  plugin: ({ db, cursors }) => articleTopicsController(serviceOn(db), cursors),
}

export const articlesByTopics: Resource = {
  path: '/topics/:id/articles',
  plugin: ({ db, cursors }) => articlesByTopicsController(serviceOn(db), cursors),
}
