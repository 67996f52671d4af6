import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import { refuseTaken } from '../../shared/unique-in-memory.ts'
import type { InvoiceRepository } from './invoice.repository.ts'
import type { Invoice } from './invoice.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryInvoiceRepository(): InvoiceRepository {
  const stored = new Map<string, Invoice>()

  return {
    async list(request) {
      return listInMemory(stored.values(), request)
    },

    async find(id) {
      return stored.get(id)
    },

    async findMany(ids) {
      return [...stored.values()].filter(({ id }) => ids.includes(id))
    },

    async insert(...invoices) {
      insertInMemory(stored, invoices, ['serial'])
    },

    async update(id, changes, now, expected) {
      const invoice = stored.get(id)
      if (!invoice || !isExpected(invoice, expected)) return undefined
      const changed = { ...invoice, ...changes, updatedAt: now, version: invoice.version + 1 }
      refuseTaken(stored.values(), changed, ['serial'])
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const invoice = stored.get(id)
      return invoice !== undefined && isExpected(invoice, expected) && stored.delete(id)
    },
  }
}

function isExpected(invoice: Invoice, expected: number | undefined): boolean {
  return expected === undefined || invoice.version === expected
}
