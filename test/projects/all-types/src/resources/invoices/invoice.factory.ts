import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyInvoiceRepository } from './invoice.repository.kysely.ts'
import { createInvoice, type Invoice, type NewInvoice } from './invoice.ts'

// For tests: a test gives what it is about, and the rest is an example.

/** What has to be unique is another one each time. */
let made = 0

export function newInvoiceInput(values: Partial<NewInvoice> = {}): NewInvoice {
  made += 1
  return {
    note: 'First note',
    serial: 2n + BigInt(made),
    sentAt: new Date('2026-01-31T09:30:00.000Z'),
    total: '1.00',
    state: 'open',
    ...values,
  }
}

export function makeInvoice(values: Partial<Invoice> = {}): Invoice {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createInvoice(newInvoiceInput(), newId(), now), ...values }
}

/** Puts an invoice into the database, unless one of its id is there; before it, what it refers to. */
export async function storeInvoice(
  db: Kysely<Database>,
  values: Partial<Invoice> = {},
): Promise<Invoice> {
  const invoice = makeInvoice(values)
  const invoices = createKyselyInvoiceRepository(db)
  const stored = await invoices.find(invoice.id)
  if (stored) return stored
  await invoices.insert(invoice)
  return invoice
}
