import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Product } from './product.ts'

/** What a client may write. */
const fields = {
  sku: wire.matching('^[A-Z]{3}-\\d{4}$', ['AAA-9999', 'AAA-9998'], 20),
  slug: wire.matching('^[a-z0-9]+(-[a-z0-9]+)*$', ['aaa', 'aab'], 100, 3),
  color: wire.matching('^#[0-9a-f]{6}$', ['#aaaaaa', '#aaaaab'], 7),
  size: wire.nullable(wire.matching('^(?:XS|S|M|XL{0,2})$', ['S', 'M'], 4)),
  summary: wire.storable(wire.matching('^[^<>]+$', ['a', 'b'], 500)),
  words: wire.list(wire.matching('^\\p{L}+$', ['a', 'b'], 30), 5),
}

/** What a client may write, and nobody ever reads. */
const secrets = {
  secret: wire.nullable(
    wire.storable(wire.matching('^\\S{12,}$', ['aaaaaaaaaaaa', 'aaaaaaaaaaab'], 60)),
  ),
}

const example = {
  sku: 'AAA-9999',
  slug: 'aaa',
  color: '#aaaaaa',
  size: 'S',
  summary: 'a',
  words: ['a'],
  secret: 'aaaaaaaaaaaa',
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateProductBody = Type.Object(
  {
    sku: fields.sku,
    slug: fields.slug,
    color: wire.withDefault(fields.color, '#ffffff'),
    size: Type.Optional(fields.size),
    summary: fields.summary,
    words: fields.words,
    secret: Type.Optional(secrets.secret),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateProductBody = Type.Partial(Type.Object({ ...fields, ...secrets }), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const ProductResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    origin: wire.matching('^[A-Z]{2}$', ['AA', 'AB'], 2),
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const ProductList = listOf(ProductResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const ProductListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  sku: filter.ordered(wire.matching('^[A-Z]{3}-\\d{4}$', ['AAA-9999', 'AAA-9998'], 20)),
  slug: filter.ordered(wire.matching('^[a-z0-9]+(-[a-z0-9]+)*$', ['aaa', 'aab'], 100, 3)),
})

export function toProductResponse(product: Product): Static<typeof ProductResponse> {
  return {
    id: product.id,
    sku: product.sku,
    slug: product.slug,
    color: product.color,
    size: product.size,
    summary: product.summary,
    words: product.words,
    origin: product.origin,
    createdAt: product.createdAt.toISOString(),
    updatedAt: product.updatedAt.toISOString(),
    version: product.version,
  }
}
