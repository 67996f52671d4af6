import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Invoice, InvoiceChanges } from './invoice.ts'

/** Where invoices are kept. */
export interface InvoiceRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Invoice>>
  find(id: string): Promise<Invoice | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Invoice[]>
  /** Keeps all of them, or none. */
  insert(...invoices: readonly Invoice[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no invoice, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: InvoiceChanges,
    now: Date,
    expected?: number,
  ): Promise<Invoice | undefined>
  /** Tells whether there was an invoice, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
