import { graphqlResource } from '../../graphql/resource.ts'
import { updateMerged } from '../../http/merge-patch.ts'
import * as wire from '../../http/wire.ts'
import { articlePolicy } from './article.policy.ts'
import {
  ArticleListQuery,
  ArticleResponse,
  articleReaders,
  CreateArticleBody,
  toArticleResponse,
  UpdateArticleBody,
} from './article.schemas.ts'
import { articlesByAuthorGraphql } from './article-by-author.graphql.ts'
import { articlesByEditorGraphql } from './article-by-editor.graphql.ts'
import { articleRelatedGraphql } from './article-related.graphql.ts'
import { articleTopicsGraphql } from './article-topics.graphql.ts'
import { articleServiceOn } from './index.ts'

/** Articles by GraphQL: the service, the policy and the schemas are those of REST. */
export const articleGraphql = graphqlResource({
  type: 'Article',
  one: 'article',
  many: 'articles',
  human: 'article',
  humans: 'articles',
  list: 'articles',
  table: 'articles',
  policy: articlePolicy,
  schemas: {
    answer: ArticleResponse,
    create: CreateArticleBody,
    update: UpdateArticleBody,
    query: ArticleListQuery,
  },
  references: {
    author: { id: 'authorId', type: 'Author' },
    editor: { id: 'editorId', type: 'Author' },
  },
  relations: [
    articleRelatedGraphql,
    articlesByAuthorGraphql,
    articlesByEditorGraphql,
    articleTopicsGraphql,
  ],
  serviceOn: articleServiceOn,
  show: toArticleResponse,
  create: (service, request) => service.create(wire.read(request.body, articleReaders)),
  update: (service, id, request, expected) => {
    const changes = wire.read(request.body, articleReaders)
    return updateMerged(service, id, changes, expected)
  },
})
