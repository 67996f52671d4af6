import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Article } from './article.ts'

/** What a client may write. */
const fields = {
  title: wire.text(200),
  authorId: wire.idOf('/v1/users'),
  editorId: wire.nullable(wire.idOf('/v1/users')),
  badgeId: wire.nullable(wire.idOf('/v1/badges')),
}

const example = {
  title: 'First title',
  authorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  editorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  badgeId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
}

/** How a body is read, where the program has another value than the wire. */
export const articleReaders = {
  authorId: wire.toUuid,
  editorId: wire.toUuid,
  badgeId: wire.toUuid,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateArticleBody = Type.Object(
  {
    title: fields.title,
    authorId: fields.authorId,
    editorId: Type.Optional(fields.editorId),
    badgeId: Type.Optional(fields.badgeId),
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
    checkerId: wire.nullable(wire.idOf('/v1/users')),
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
  checkerId: filter.orNull(filter.reference(wire.Id)),
  badgeId: filter.orNull(filter.reference(wire.Id)),
})

export function toArticleResponse(article: Article): Static<typeof ArticleResponse> {
  return {
    id: article.id,
    title: article.title,
    authorId: article.authorId,
    editorId: article.editorId,
    checkerId: article.checkerId,
    badgeId: article.badgeId,
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
    version: article.version,
  }
}
