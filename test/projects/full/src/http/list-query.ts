import type { FastifyReply } from 'fastify'
import { type TSchema, type TUnsafe, Type } from 'typebox'
import {
  defaultSort,
  type Page,
  type PageRequest,
  type Position,
  type SortKey,
} from '../shared/pagination.ts'
import type { Cursors } from './cursor.ts'
import { SORT_ROLES } from './field-rules.ts'
import { type Filters, filterParameters, readConditions, refuse } from './filters.ts'

const DEFAULT_LIMIT = 20
const MAX_LIMIT = 100

/** Long enough for the longest texts that a list can be ordered by. */
const MAX_CURSOR = 10_000
const MAX_SORT_KEYS = 2

type Query = Readonly<Record<string, unknown>>

/** What the query of one list may say, and how it is read. */
export interface ListQuery {
  readonly filters: Filters
  readonly schema: TUnsafe<Query>
}

/**
 * The query of a list. What it can be narrowed by, it can be ordered by too, but for references; each
 * field needs an index. Any other parameter is refused, for what is ignored looks like an answer.
 */
export function createListQuery(filters: Filters): ListQuery {
  const sortable = Object.keys(filters).filter((field) => filters[field]?.sortable !== false)
  const key = `-?(${sortable.join('|')})`
  const restricted = sortable.flatMap((field) => {
    const roles = filters[field]?.roles
    return roles ? [[field, roles]] : []
  })
  const schema = Type.Object(
    {
      limit: Type.Optional(
        Type.Integer({
          format: 'int32',
          minimum: 1,
          maximum: MAX_LIMIT,
          default: DEFAULT_LIMIT,
          description: 'How many items a page holds at most.',
        }),
      ),
      cursor: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: MAX_CURSOR,
          description:
            'Where the page starts: `page.next` of the page before, with the same filters and sort.',
        }),
      ),
      sort: Type.Optional(
        Type.String({
          pattern: `^${key}(,${key}){0,${MAX_SORT_KEYS - 1}}$`,
          maxLength: 512,
          description: `The order: ${MAX_SORT_KEYS} fields at most, with commas between them, and a minus for the other direction. What has no value counts as more than any value. The id decides last. Fields: ${sortable.join(', ')}.`,
          examples: ['-createdAt'],
          ...(restricted.length > 0 && { [SORT_ROLES]: Object.fromEntries(restricted) }),
        }),
      ),
      ...filterParameters(filters),
    },
    { additionalProperties: false },
  )
  return { filters, schema: Type.Unsafe<Query>(schema) }
}

const PageInfo = Type.Object(
  {
    limit: Type.Integer({
      format: 'int32',
      minimum: 1,
      maximum: MAX_LIMIT,
      examples: [DEFAULT_LIMIT],
    }),
    next: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      maxLength: MAX_CURSOR,
      description: 'The cursor of the next page; null on the last one.',
      examples: [null],
    }),
  },
  { additionalProperties: false },
)

/** The body of every list: its items under `data`, and where to go on under `page`. */
export function listOf<Item extends TSchema>(item: Item) {
  return Type.Object(
    { data: Type.Array(item, { maxItems: MAX_LIMIT }), page: PageInfo },
    { additionalProperties: false },
  )
}

/** Reads the query of one list and writes its answers. `list` names it; cursors are bound to it. */
export function createPager(cursors: Cursors, list: string, { filters }: ListQuery) {
  return {
    read(query: Query): PageRequest {
      const { limit, cursor, sort } = query as CommonQuery
      const keys = sort === undefined ? defaultSort : readSort(sort)
      const request = {
        limit: limit ?? DEFAULT_LIMIT,
        where: readConditions(filters, query),
        sort: keys,
      }
      if (cursor === undefined) return request
      return { ...request, after: cursors.decode(bindingOf(list, query), cursor) }
    },

    /** The cursor of a place in the list that the query asks for. */
    cursorOf(query: Query, place: Position): string {
      return cursors.encode(bindingOf(list, query), place)
    },

    /** Gives the next page twice: in the body, and as a `Link` header for generic clients. */
    write<Item>(reply: FastifyReply, page: Page<unknown>, data: Item[]) {
      const query = reply.request.query as Query
      const { limit } = query as CommonQuery
      const next = page.next && this.cursorOf(query, page.next)
      if (next) reply.header('link', linkToNext(reply.request.url, next))
      return { data, page: { limit: limit ?? DEFAULT_LIMIT, next } }
    },
  }
}

interface CommonQuery {
  readonly limit?: number
  readonly cursor?: string
  readonly sort?: string
}

function readSort(sort: string): SortKey[] {
  const keys = sort.split(',').map((key) => ({
    field: key.replace('-', ''),
    descending: key.startsWith('-'),
  }))
  if (new Set(keys.map(({ field }) => field)).size === keys.length) return keys
  return refuse('sort', 'must name each field once')
}

/** What changes how a page is shown, and not which items are in which order. */
const unbound = { limit: true, cursor: true, include: true }

/** A place in a list means nothing in another, nor where other things are asked of it. */
function bindingOf(list: string, query: Query): string {
  const asked = Object.entries(query).filter(([name]) => !(name in unbound))
  return `${list} ${JSON.stringify(asked.sort(([a], [b]) => (a < b ? -1 : 1)))}`
}

/** A `Link` header (RFC 8288), relative to the list itself. */
export function linkToNext(url: string, cursor: string): string {
  const [path, query] = url.split('?', 2)
  const parameters = new URLSearchParams(query)
  parameters.set('cursor', cursor)
  return `<${path}?${parameters}>; rel="next"`
}
