import { accounts } from './accounts/index.ts'
import { articles } from './articles/index.ts'
import { baskets } from './baskets/index.ts'
import { coupons } from './coupons/index.ts'
import { invoices } from './invoices/index.ts'
import { notes } from './notes/index.ts'
import { products } from './products/index.ts'
import type { Resource } from './resource.ts'

/** The resources that are served. */
export const resources: readonly Resource[] = [
  // One line each, in alphabetical order.
  accounts,
  articles,
  baskets,
  coupons,
  invoices,
  notes,
  products,
]
