import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { principalOf } from '../../http/identity.ts'
import type { Resource } from '../resource.ts'
import { createKyselyTopicRepository } from '../topics/topic.repository.kysely.ts'
import { articleIncluderOn } from './article.includer.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { articlesBySubjectController } from './article-by-subject.controller.ts'
import { createArticlesBySubjectService } from './article-by-subject.service.ts'

function serviceOn(db: Kysely<Database>, ownerId: string) {
  return createArticlesBySubjectService({
    articles: createKyselyArticleRepository(db, ownerId),
    topics: createKyselyTopicRepository(db),
  })
}

export const articlesBySubject: Resource = {
  path: '/topics/:id/articles',
  plugin: ({ db, cursors }) =>
    articlesBySubjectController(
      (request) => serviceOn(db, principalOf(request).id),
      cursors,
      (request) => articleIncluderOn(db, principalOf(request).id),
    ),
}
