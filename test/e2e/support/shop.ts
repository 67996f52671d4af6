// A shop, as somebody would type it, and as a client would then use it.

export type Json = Readonly<Record<string, unknown>>

/** The first of each resource, by the names of the resources. */
export type Shop = Readonly<Record<string, Json & { readonly id: string }>>

export interface ShopResource {
  readonly name: string
  readonly collection: string
  readonly fields: string
  /** A body that makes one; what it refers to is there already. */
  readonly make: (shop: Shop) => Json
  readonly change: Json
}

const idOf = (shop: Shop, name: string) => shop[name]?.id

/** In an order in which they can be made. */
export const shopResources: readonly ShopResource[] = [
  {
    name: 'customer',
    collection: 'customers',
    fields: 'name:string(120) email:string(254) phone:string(40)? newsletter:boolean=false',
    make: () => ({ name: 'Ada Lovelace', email: 'ada@example.org', phone: '+44 20 7946 0000' }),
    change: { phone: null, newsletter: true },
  },
  {
    name: 'category',
    collection: 'categories',
    fields: 'name:string(80) slug:string(80) parent:ref(category)?:setnull',
    make: (shop) => ({ name: 'Books', slug: 'books', parentId: idOf(shop, 'category') ?? null }),
    change: { name: 'Books and maps' },
  },
  {
    name: 'product',
    collection: 'products',
    fields:
      'name:string(200) description:text? priceInCents:integer stock:integer=0 category:ref(category)',
    make: (shop) => ({
      name: 'Notes on the Analytical Engine',
      description: 'With “Note G”; 3 < 4 & it’s new.',
      priceInCents: 1999,
      categoryId: idOf(shop, 'category'),
    }),
    change: { priceInCents: 1499, stock: 12 },
  },
  {
    name: 'tag',
    collection: 'tags',
    fields: 'label:string(40)',
    make: () => ({ label: 'second hand' }),
    change: { label: 'used' },
  },
  {
    name: 'product-tag',
    collection: 'product-tags',
    fields: 'product:ref(product):cascade tag:ref(tag):cascade',
    make: (shop) => ({ productId: idOf(shop, 'product'), tagId: idOf(shop, 'tag') }),
    change: {},
  },
  {
    name: 'order',
    collection: 'orders',
    fields:
      'number:string(20) customer:ref(customer) placedAt:timestamp=now paid:boolean=false note:text?',
    make: (shop) => ({
      number: 'A-1001',
      customerId: idOf(shop, 'customer'),
      placedAt: '2026-01-31T09:30:00.000Z',
      note: 'Ring twice.',
    }),
    change: { paid: true, note: null },
  },
  {
    name: 'order-item',
    collection: 'order-items',
    fields: 'order:ref(order):cascade product:ref(product) quantity:integer=1 priceInCents:integer',
    make: (shop) => ({
      orderId: idOf(shop, 'order'),
      productId: idOf(shop, 'product'),
      quantity: 2,
      priceInCents: 1499,
    }),
    change: { quantity: 3 },
  },
  {
    name: 'review',
    collection: 'reviews',
    fields:
      'product:ref(product):cascade author:ref(customer)?:setnull rating:integer title:string(120) body:text?',
    make: (shop) => ({
      productId: idOf(shop, 'product'),
      authorId: idOf(shop, 'customer'),
      rating: 5,
      title: 'Ahead of its time',
    }),
    change: { rating: 4, body: 'A little long.' },
  },
]

/** What is removed while something refers to it, and what is then left of that. */
export const removals: readonly {
  readonly removed: string
  readonly status: number
  readonly left: (answer: { status: number; body: Json }) => unknown
  readonly of: string
  readonly expected: unknown
}[] = [
  // Nobody loses an order with the customer who placed it.
  { removed: 'customer', status: 409, of: 'order', left: ({ status }) => status, expected: 200 },
  // A product that was sold stays.
  {
    removed: 'product',
    status: 409,
    of: 'order-item',
    left: ({ status }) => status,
    expected: 200,
  },
  // The items go with their order, and then the product may go, with what was said of it.
  { removed: 'order', status: 204, of: 'order-item', left: ({ status }) => status, expected: 404 },
  {
    removed: 'customer',
    status: 204,
    of: 'review',
    left: ({ body }) => body.authorId,
    expected: null,
  },
  { removed: 'product', status: 204, of: 'review', left: ({ status }) => status, expected: 404 },
  { removed: 'tag', status: 204, of: 'product-tag', left: ({ status }) => status, expected: 404 },
]
