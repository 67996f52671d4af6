import { Type } from 'typebox'
import { createIncluder, includeParameter, includingQuery, inclusion } from '../../http/include.ts'
import { listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { AuthorRepository } from '../authors/author.repository.ts'
import { AuthorResponse, toAuthorResponse } from '../authors/author.schemas.ts'
import { ArticleListQuery, ArticleResponse, toArticleResponse } from './article.schemas.ts'
import type { Article } from './article.ts'

/** What can be shown within an article: null where there is none. What it refers to in turn is not. */
const included = {
  author: Type.Optional(wire.nullable(AuthorResponse)),
  editor: Type.Optional(wire.nullable(AuthorResponse)),
}

const names = Object.keys(included)

export const ArticleInclude = Type.Object(
  { include: includeParameter(names) },
  { additionalProperties: false },
)

export const ArticleIncludingQuery = includingQuery(ArticleListQuery, names)

export const ArticleIncluding = Type.Object(
  { ...ArticleResponse.properties, ...included },
  { additionalProperties: false },
)

export const ArticleIncludingList = listOf(ArticleIncluding)

export interface ArticleIncluderDependencies {
  readonly authors: Pick<AuthorRepository, 'findMany'>
}

export type ArticleIncluder = ReturnType<typeof createArticleIncluder>

/** The one place where what articles refer to is read, to be shown with them. */
export function createArticleIncluder(from: ArticleIncluderDependencies) {
  return createIncluder(toArticleResponse, {
    author: inclusion((of: Article) => of.authorId, from.authors, toAuthorResponse),
    editor: inclusion((of: Article) => of.editorId, from.authors, toAuthorResponse),
  })
}
