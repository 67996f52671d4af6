import type { Resource } from '../resource.ts'
import { createKyselyUserRepository } from '../users/user.repository.kysely.ts'
import { articleIncluderOn } from './article.includer.ts'
import { createKyselyArticleRepository } from './article.repository.kysely.ts'
import { articlesByEditorController } from './article-by-editor.controller.ts'
import { createArticlesByEditorService } from './article-by-editor.service.ts'

export const articlesByEditor: Resource = {
  path: '/users/:id/articles-by-editor',
  plugin: ({ db, cursors }) => {
    const service = createArticlesByEditorService({
      articles: createKyselyArticleRepository(db),
      users: createKyselyUserRepository(db),
    })
    return articlesByEditorController(service, cursors, articleIncluderOn(db))
  },
}
