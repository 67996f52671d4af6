import { describe, expect, it } from 'vitest'
import { InvoiceChangedError, InvoiceNotFoundError } from './invoice.errors.ts'
import { newInvoiceInput } from './invoice.factory.ts'
import { createMemoryInvoiceRepository } from './invoice.repository.memory.ts'
import { createInvoiceService } from './invoice.service.ts'

const early = new Date('2026-01-31T09:00:00.000Z')
const late = new Date('2026-01-31T18:00:00.000Z')
const unknownId = '0198c5d8-0000-7000-8000-000000000000'

function setUp() {
  const clock = { time: early, now: () => clock.time }
  let made = 0
  const newId = () => {
    made += 1
    return `0198c5d8-0000-7000-8000-00000000000${made}`
  }
  const invoices = createMemoryInvoiceRepository()
  return { clock, service: createInvoiceService({ invoices, clock, newId }) }
}

describe('the service of invoices', () => {
  it('creates an invoice with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newInvoiceInput()

    const invoice = await service.create(input)

    expect(invoice).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(invoice.id)).toEqual(invoice)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newInvoiceInput(), newInvoiceInput()]

    const several = await service.createMany(inputs)

    expect(several).toEqual([
      {
        ...inputs[0],
        id: expect.stringMatching(/1$/),
        createdAt: early,
        updatedAt: early,
        version: 1,
      },
      {
        ...inputs[1],
        id: expect.stringMatching(/2$/),
        createdAt: early,
        updatedAt: early,
        version: 1,
      },
    ])
    expect((await service.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('lists what was created', async () => {
    const { service } = setUp()
    const invoice = await service.create(newInvoiceInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [invoice], next: null })
  })

  it('changes an invoice, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newInvoiceInput()
    const invoice = await service.create(input)
    clock.time = late

    const changed = await service.update(invoice.id, input)

    expect(changed).toEqual({ ...invoice, updatedAt: late, version: 2 })
    expect(await service.get(invoice.id)).toEqual(changed)
  })

  it('removes an invoice', async () => {
    const { service } = setUp()
    const invoice = await service.create(newInvoiceInput())

    await service.remove(invoice.id)

    await expect(service.get(invoice.id)).rejects.toThrow(InvoiceNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newInvoiceInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(InvoiceChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(InvoiceChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such invoice', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(InvoiceNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(InvoiceNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(InvoiceNotFoundError)
  })
})
