import { describe, expect, it } from 'vitest'
import { OrderChangedError, OrderNotFoundError } from './order.errors.ts'
import { newOrderInput } from './order.factory.ts'
import { createMemoryOrderRepository } from './order.repository.memory.ts'
import { createOrderService } from './order.service.ts'

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
  const orders = createMemoryOrderRepository()
  return { clock, service: createOrderService({ orders, clock, newId }) }
}

describe('the service of orders', () => {
  it('creates an order with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newOrderInput()

    const order = await service.create(input)

    expect(order).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(order.id)).toEqual(order)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newOrderInput(), newOrderInput()]

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
    const order = await service.create(newOrderInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [order], next: null })
  })

  it('changes an order, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newOrderInput()
    const order = await service.create(input)
    clock.time = late

    const changed = await service.update(order.id, input)

    expect(changed).toEqual({ ...order, updatedAt: late, version: 2 })
    expect(await service.get(order.id)).toEqual(changed)
  })

  it('removes an order', async () => {
    const { service } = setUp()
    const order = await service.create(newOrderInput())

    await service.remove(order.id)

    await expect(service.get(order.id)).rejects.toThrow(OrderNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newOrderInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(OrderChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(OrderChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such order', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(OrderNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(OrderNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(OrderNotFoundError)
  })
})
