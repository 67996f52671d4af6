import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { InvoiceChangedError, InvoiceNotFoundError } from './invoice.errors.ts'
import type { InvoiceRepository } from './invoice.repository.ts'
import { createInvoice, type Invoice, type InvoiceChanges, type NewInvoice } from './invoice.ts'

export interface InvoiceServiceDependencies {
  readonly invoices: InvoiceRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type InvoiceService = ReturnType<typeof createInvoiceService>

/** The use cases. A rule about invoices belongs here, whichever way the request came in. */
export function createInvoiceService({ invoices, clock, newId }: InvoiceServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Invoice>> {
      return invoices.list(request)
    },

    async get(id: string): Promise<Invoice> {
      const invoice = await invoices.find(id)
      if (!invoice) throw new InvoiceNotFoundError(id)
      return invoice
    },

    async create(input: NewInvoice): Promise<Invoice> {
      const invoice = createInvoice(input, newId(), clock.now())
      await invoices.insert(invoice)
      return invoice
    },

    async createMany(inputs: readonly NewInvoice[]): Promise<readonly Invoice[]> {
      const now = clock.now()
      const created = inputs.map((input) => createInvoice(input, newId(), now))
      await invoices.insert(...created)
      return created
    },

    async update(id: string, changes: InvoiceChanges, expected?: number): Promise<Invoice> {
      const invoice = await invoices.update(id, changes, clock.now(), expected)
      if (!invoice) throw await obstacle(invoices, id)
      return invoice
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await invoices.remove(id, expected)
      if (!removed) throw await obstacle(invoices, id)
    },
  }
}

/** Why there was nothing to change: no invoice, or not in the version that was expected. */
async function obstacle(invoices: InvoiceRepository, id: string): Promise<Error> {
  const invoice = await invoices.find(id)
  return invoice ? new InvoiceChangedError(id) : new InvoiceNotFoundError(id)
}
