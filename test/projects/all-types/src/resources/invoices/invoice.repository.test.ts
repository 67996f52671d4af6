import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeInvoice } from './invoice.factory.ts'
import { createKyselyInvoiceRepository } from './invoice.repository.kysely.ts'
import { createMemoryInvoiceRepository } from './invoice.repository.memory.ts'
import type { InvoiceRepository } from './invoice.repository.ts'
import type { InvoiceChanges } from './invoice.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryInvoiceRepository(),
  'on the database': () => createKyselyInvoiceRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<InvoiceChanges> = {
  note: 'Second note',
  serial: BigInt('2'),
  sentAt: new Date('2026-02-28T18:00:00.000Z'),
  total: '2.00',
  state: 'paid',
}

describe.each(Object.entries(implementations))('the repository of invoices %s', (_, create) => {
  let invoices: InvoiceRepository

  beforeEach(async () => {
    await database.db.deleteFrom('invoices').execute()
    invoices = create()
  })

  it('gives back what it was given', async () => {
    const invoice = makeInvoice()

    await invoices.insert(invoice)

    expect(await invoices.find(invoice.id)).toEqual(invoice)
  })

  it('keeps all of several', async () => {
    const several = [makeInvoice(), makeInvoice(), makeInvoice()]

    await invoices.insert(...several)
    await invoices.insert()

    expect((await invoices.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const invoice = makeInvoice()

    await expect(invoices.insert(makeInvoice(), invoice, invoice)).rejects.toThrow()

    expect((await invoices.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await invoices.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const invoice = makeInvoice()
    await invoices.insert(invoice)
    await invoices.insert(makeInvoice())

    expect(await invoices.findMany([newId(), invoice.id])).toEqual([invoice])
    expect(await invoices.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const invoice = makeInvoice()
    const other = makeInvoice()
    await invoices.insert(invoice)
    await invoices.insert(other)
    const only = Object.fromEntries([change])

    const changed = await invoices.update(invoice.id, only, later)

    expect(changed).toEqual({ ...invoice, ...only, updatedAt: later, version: 2 })
    expect(await invoices.find(invoice.id)).toEqual(changed)
    expect(await invoices.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await invoices.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const invoice = makeInvoice({ version: 3 })
    await invoices.insert(invoice)

    expect(await invoices.update(invoice.id, changes, later, 2)).toBeUndefined()
    expect(await invoices.find(invoice.id)).toEqual(invoice)
    const changed = await invoices.update(invoice.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const invoice = makeInvoice({ version: 3 })
    await invoices.insert(invoice)

    expect(await invoices.remove(invoice.id, 2)).toBe(false)
    expect(await invoices.find(invoice.id)).toEqual(invoice)
    expect(await invoices.remove(invoice.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const invoice = makeInvoice()
    const other = makeInvoice()
    await invoices.insert(invoice)
    await invoices.insert(other)

    expect(await invoices.remove(invoice.id)).toBe(true)
    expect(await invoices.remove(invoice.id)).toBe(false)
    expect(await invoices.find(invoice.id)).toBeUndefined()
    expect(await invoices.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await invoices.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeInvoice({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const invoice of made) {
      await invoices.insert(invoice)
    }

    const walked = await walk(invoices, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await invoices.insert(makeInvoice())
    await invoices.insert(makeInvoice())

    expect((await invoices.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt', 'serial', 'state'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const invoice = makeInvoice()
      const steps = await planOf(database.db, async (db) => {
        const invoices = createKyselyInvoiceRepository(db)
        await invoices.list({ limit: 1, sort })
        const after = [fieldOf(invoice, field), invoice.id]
        await invoices.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(invoice, field) }] as const
        await invoices.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(invoices: InvoiceRepository, request: PageRequest): Promise<string[]> {
  const page = await invoices.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(invoices, { ...request, after: page.next }))]
}
