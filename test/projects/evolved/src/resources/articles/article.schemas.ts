import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Article } from './article.ts'

/** What a client may write. */
const fields = {
  title: wire.text(300, 3),
  content: wire.nullable(wire.text(65535)),
  serial: wire.text(20),
  kind: wire.oneOf('a', 'b', 'c'),
  rating: wire.Int64,
  writerId: wire.idOf('/v1/users'),
  subjectId: wire.nullable(wire.idOf('/v1/topics')),
  live: Type.Boolean(),
  slug: wire.nullable(wire.text(80)),
  since: wire.Timestamp,
  tags: wire.list(wire.text(255), 20),
  editorId: wire.nullable(wire.idOf('/v1/users')),
  code: wire.nullable(wire.text(20)),
}

const example = {
  title: 'First title',
  content: 'First content',
  serial: 'First serial',
  kind: 'a',
  rating: '1',
  writerId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  subjectId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  live: true,
  slug: 'First slug',
  since: '2026-01-31T09:30:00.000Z',
  tags: ['First tags'],
  editorId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  code: 'First code',
}

/** How a body is read, where the program has another value than the wire. */
export const articleReaders = {
  rating: wire.toBigInt,
  writerId: wire.toUuid,
  subjectId: wire.toUuid,
  since: wire.toDate,
  editorId: wire.toUuid,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateArticleBody = Type.Object(
  {
    title: fields.title,
    content: Type.Optional(fields.content),
    serial: fields.serial,
    kind: wire.withDefault(fields.kind, 'b'),
    rating: wire.withDefault(fields.rating, '1'),
    writerId: fields.writerId,
    subjectId: Type.Optional(fields.subjectId),
    live: wire.withDefault(fields.live, false),
    slug: Type.Optional(fields.slug),
    since: Type.Optional(fields.since),
    tags: fields.tags,
    editorId: Type.Optional(fields.editorId),
    code: Type.Optional(fields.code),
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
  serial: filter.ordered(wire.text(20)),
  kind: filter.choice(wire.oneOf('a', 'b', 'c')),
  slug: filter.orNull(filter.ordered(wire.text(80))),
  since: filter.ordered(wire.Timestamp, filter.toDate),
  code: filter.orNull(filter.ordered(wire.text(20))),
  writerId: filter.reference(wire.Id),
  subjectId: filter.orNull(filter.reference(wire.Id)),
  editorId: filter.orNull(filter.reference(wire.Id)),
})

export function toArticleResponse(article: Article): Static<typeof ArticleResponse> {
  return {
    id: article.id,
    title: article.title,
    content: article.content,
    serial: article.serial,
    kind: article.kind,
    rating: article.rating.toString(),
    writerId: article.writerId,
    subjectId: article.subjectId,
    live: article.live,
    slug: article.slug,
    since: article.since.toISOString(),
    tags: article.tags,
    editorId: article.editorId,
    code: article.code,
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
    version: article.version,
  }
}
