import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Article } from './article.ts'

/** What a client may write. */
const fields = {
  title: wire.text(200),
}

const example = {
  title: 'First title',
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateArticleBody = Type.Object(
  {
    title: fields.title,
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
})

export function toArticleResponse(article: Article): Static<typeof ArticleResponse> {
  return {
    id: article.id,
    title: article.title,
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
    version: article.version,
  }
}
