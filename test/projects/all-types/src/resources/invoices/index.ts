import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { invoiceController } from './invoice.controller.ts'
import { createKyselyInvoiceRepository } from './invoice.repository.kysely.ts'
import { createInvoiceService } from './invoice.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function invoiceServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyInvoiceRepository(connection)
    return createInvoiceService({ invoices: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const invoices: Resource = {
  path: '/invoices',
  tag: { name: 'Invoices', description: 'Create, read, change and remove invoices.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = invoiceServiceOn({ clock, newId })
    return invoiceController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
