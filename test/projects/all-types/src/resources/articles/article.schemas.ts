import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Article } from './article.ts'

/** What a client may write. */
const fields = {
  title: wire.text(200, 3),
  body: wire.nullable(wire.text(5000)),
  views: wire.int32({ minimum: 0, maximum: 100 }),
  size: wire.nullable(wire.Int64),
  big: wire.int64({ minimum: '-5' }),
  price: wire.decimal(10, 2, { minimum: '0.00' }),
  rate: wire.nullable(wire.decimal(3, 3)),
  weight: wire.Float,
  ratio: wire.nullable(wire.float({ minimum: 0, maximum: 1 })),
  live: Type.Boolean(),
  ref2: wire.nullable(wire.Id),
  day: wire.Day,
  since: wire.nullable(wire.Day),
  publishedAt: wire.nullable(wire.Timestamp),
  meta: wire.Json,
  extra: wire.nullable(wire.Json),
  status: wire.oneOf(
    'draft',
    'published',
    'a-longer-one',
    'another-one',
    'yet-another-one',
    'the-very-last-one',
  ),
  kind: wire.nullable(wire.oneOf('a', 'b')),
  email: wire.nullable(wire.Email),
  url: wire.nullable(wire.WebAddress),
}

const example = {
  title: 'First title',
  body: 'First body',
  views: 1,
  size: '1',
  big: '1',
  price: '1.00',
  rate: '0.001',
  weight: 0.5,
  ratio: 0,
  live: true,
  ref2: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  day: '2026-01-31',
  since: '2026-01-31',
  publishedAt: '2026-01-31T09:30:00.000Z',
  meta: { colour: 'red' },
  extra: { colour: 'red' },
  status: 'draft',
  kind: 'a',
  email: 'first@example.com',
  url: 'https://example.com/first',
}

/** How a body is read, where the program has another value than the wire. */
export const articleReaders = {
  size: wire.toBigInt,
  big: wire.toBigInt,
  price: wire.toDecimal(2),
  rate: wire.toDecimal(3),
  ref2: wire.toUuid,
  publishedAt: wire.toDate,
  meta: wire.toJson,
  extra: wire.toJson,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateArticleBody = Type.Object(
  {
    title: fields.title,
    body: Type.Optional(fields.body),
    views: wire.withDefault(fields.views, 0),
    size: Type.Optional(fields.size),
    big: wire.withDefault(fields.big, '7'),
    price: wire.withDefault(fields.price, '9.90'),
    rate: Type.Optional(fields.rate),
    weight: fields.weight,
    ratio: wire.withDefault(fields.ratio, 0.5),
    live: wire.withDefault(fields.live, false),
    ref2: Type.Optional(fields.ref2),
    day: Type.Optional(fields.day),
    since: wire.withDefault(fields.since, '2026-01-31'),
    publishedAt: Type.Optional(fields.publishedAt),
    meta: wire.withDefault(fields.meta, {}),
    extra: Type.Optional(fields.extra),
    status: wire.withDefault(fields.status, 'draft'),
    kind: Type.Optional(fields.kind),
    email: Type.Optional(fields.email),
    url: Type.Optional(fields.url),
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
  title: filter.ordered(wire.text(200, 3)),
  live: filter.equal(Type.Boolean()),
  kind: filter.orNull(filter.choice(wire.oneOf('a', 'b'))),
})

export function toArticleResponse(article: Article): Static<typeof ArticleResponse> {
  return {
    id: article.id,
    title: article.title,
    body: article.body,
    views: article.views,
    size: article.size?.toString() ?? null,
    big: article.big.toString(),
    price: article.price,
    rate: article.rate,
    weight: article.weight,
    ratio: article.ratio,
    live: article.live,
    ref2: article.ref2,
    day: article.day,
    since: article.since,
    publishedAt: article.publishedAt?.toISOString() ?? null,
    meta: article.meta,
    extra: article.extra,
    status: article.status,
    kind: article.kind,
    email: article.email,
    url: article.url,
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
    version: article.version,
  }
}
