// What the compiler knows of the database.
import type { AccountTable } from '../resources/accounts/account.table.ts'
import type { ArticleTable } from '../resources/articles/article.table.ts'
import type { BasketTable } from '../resources/baskets/basket.table.ts'
import type { CouponTable } from '../resources/coupons/coupon.table.ts'
import type { InvoiceTable } from '../resources/invoices/invoice.table.ts'
import type { NoteTable } from '../resources/notes/note.table.ts'
import type { ProductTable } from '../resources/products/product.table.ts'
import type { IdempotencyKeysTable } from './idempotency-keys.ts'

/** The tables. */
export interface Database {
  idempotency_keys: IdempotencyKeysTable
  // One line each, in alphabetical order.
  accounts: AccountTable
  articles: ArticleTable
  baskets: BasketTable
  coupons: CouponTable
  invoices: InvoiceTable
  notes: NoteTable
  products: ProductTable
}
