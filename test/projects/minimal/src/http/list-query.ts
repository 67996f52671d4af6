import type { FastifyReply } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import type { Page, PageRequest } from '../shared/pagination.ts'
import type { Cursors } from './cursor.ts'

const DEFAULT_LIMIT = 20
const MAX_LIMIT = 100

/** The query of every list. */
export const ListQuery = Type.Object(
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
        maxLength: 512,
        description: 'Where the page starts: `page.next` of the page before.',
      }),
    ),
  },
  { additionalProperties: false },
)

export type ListQuery = Static<typeof ListQuery>

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
      maxLength: 512,
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
export function createPager(cursors: Cursors, list: string) {
  return {
    read({ limit = DEFAULT_LIMIT, cursor }: ListQuery): PageRequest {
      return cursor === undefined ? { limit } : { limit, after: cursors.decode(list, cursor) }
    },

    /** Gives the next page twice: in the body, and as a `Link` header for generic clients. */
    write<Item>(reply: FastifyReply, page: Page<unknown>, data: Item[]) {
      const { limit = DEFAULT_LIMIT } = reply.request.query as ListQuery
      const next = page.next && cursors.encode(list, page.next)
      if (next) reply.header('link', linkToNext(reply.request.url, next))
      return { data, page: { limit, next } }
    },
  }
}

/** A `Link` header (RFC 8288), relative to the list itself. */
export function linkToNext(url: string, cursor: string): string {
  const [path, query] = url.split('?', 2)
  const parameters = new URLSearchParams(query)
  parameters.set('cursor', cursor)
  return `<${path}?${parameters}>; rel="next"`
}
