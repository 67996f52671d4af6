import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Article } from './article.ts'

/** What a client may write. */
const fields = {
  title: wire.text(200),
  publishedAt: wire.nullable(wire.Timestamp),
  authorId: wire.idOf('/v2/users'),
  editorId: wire.nullable(wire.idOf('/v2/users')),
  categoryId: wire.idOf('/v1/categories'),
}

const example = {
  title: 'First title',
  publishedAt: '2026-01-31T09:30:00.000Z',
  authorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  editorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  categoryId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
}

/** How a body is read, where the program has another value than the wire. */
export const articleReaders = {
  publishedAt: wire.toDate,
  authorId: wire.toUuid,
  editorId: wire.toUuid,
  categoryId: wire.toUuid,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateArticleBody = Type.Object(
  {
    title: fields.title,
    publishedAt: Type.Optional(fields.publishedAt),
    authorId: fields.authorId,
    editorId: Type.Optional(fields.editorId),
    categoryId: fields.categoryId,
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateArticleBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const ArticleResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const ArticleList = listOf(ArticleResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const ArticleListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  authorId: filter.reference(wire.Id),
  editorId: filter.orNull(filter.reference(wire.Id)),
  categoryId: filter.reference(wire.Id),
})

export function toArticleResponse(article: Article): Static<typeof ArticleResponse> {
  return {
    id: article.id,
    title: article.title,
    publishedAt: article.publishedAt?.toISOString() ?? null,
    authorId: article.authorId,
    editorId: article.editorId,
    categoryId: article.categoryId,
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
    version: article.version,
  }
}
