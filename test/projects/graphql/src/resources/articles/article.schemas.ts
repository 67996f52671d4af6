import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Article } from './article.ts'

/** What a client may write. */
const fields = {
  title: wire.text(200),
  slug: wire.nullable(wire.text(80)),
  views: wire.Int32,
  size: wire.nullable(wire.Int64),
  price: wire.decimal(10, 2),
  weight: wire.nullable(wire.Float),
  live: Type.Boolean(),
  day: wire.nullable(wire.Day),
  publishedAt: wire.nullable(wire.Timestamp),
  status: wire.oneOf('draft', 'published'),
  kind: wire.nullable(wire.oneOf('a-b', 'c')),
  meta: wire.Json,
  tags: wire.list(wire.text(30), 20),
  authorId: wire.idOf('/v1/authors'),
  editorId: wire.nullable(wire.idOf('/v1/authors')),
}

const example = {
  title: 'First title',
  slug: 'First slug',
  views: 1,
  size: '1',
  price: '1.00',
  weight: 0.5,
  live: true,
  day: '2026-01-31',
  publishedAt: '2026-01-31T09:30:00.000Z',
  status: 'draft',
  kind: 'a-b',
  meta: { colour: 'red' },
  tags: ['First tags'],
  authorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  editorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
}

/** How a body is read, where the program has another value than the wire. */
export const articleReaders = {
  size: wire.toBigInt,
  price: wire.toDecimal(2),
  publishedAt: wire.toDate,
  meta: wire.toJson,
  authorId: wire.toUuid,
  editorId: wire.toUuid,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateArticleBody = Type.Object(
  {
    title: fields.title,
    slug: Type.Optional(fields.slug),
    views: wire.withDefault(fields.views, 0),
    size: Type.Optional(fields.size),
    price: wire.withDefault(fields.price, '0.00'),
    weight: Type.Optional(fields.weight),
    live: wire.withDefault(fields.live, false),
    day: Type.Optional(fields.day),
    publishedAt: Type.Optional(fields.publishedAt),
    status: wire.withDefault(fields.status, 'draft'),
    kind: Type.Optional(fields.kind),
    meta: wire.withDefault(fields.meta, {}),
    tags: wire.withDefault(fields.tags, []),
    authorId: fields.authorId,
    editorId: Type.Optional(fields.editorId),
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
  title: filter.ordered(wire.text(200)),
  slug: filter.orNull(filter.ordered(wire.text(80))),
  views: filter.ordered(wire.Int32),
  live: filter.equal(Type.Boolean()),
  publishedAt: filter.orNull(filter.ordered(wire.Timestamp, filter.toDate)),
  status: filter.choice(wire.oneOf('draft', 'published')),
  authorId: filter.reference(wire.Id),
  editorId: filter.orNull(filter.reference(wire.Id)),
})

export function toArticleResponse(article: Article): Static<typeof ArticleResponse> {
  return {
    id: article.id,
    title: article.title,
    slug: article.slug,
    views: article.views,
    size: article.size?.toString() ?? null,
    price: article.price,
    weight: article.weight,
    live: article.live,
    day: article.day,
    publishedAt: article.publishedAt?.toISOString() ?? null,
    status: article.status,
    kind: article.kind,
    meta: article.meta,
    tags: article.tags,
    authorId: article.authorId,
    editorId: article.editorId,
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
    version: article.version,
  }
}
