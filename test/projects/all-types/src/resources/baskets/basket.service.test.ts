import { describe, expect, it } from 'vitest'
import { BasketChangedError, BasketNotFoundError } from './basket.errors.ts'
import { newBasketInput } from './basket.factory.ts'
import { createMemoryBasketRepository } from './basket.repository.memory.ts'
import { createBasketService } from './basket.service.ts'

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
  const baskets = createMemoryBasketRepository()
  return { clock, service: createBasketService({ baskets, clock, newId }) }
}

describe('the service of baskets', () => {
  it('creates a basket with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newBasketInput()

    const basket = await service.create(input)

    expect(basket).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(basket.id)).toEqual(basket)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newBasketInput(), newBasketInput()]

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
    const basket = await service.create(newBasketInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [basket], next: null })
  })

  it('changes a basket, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newBasketInput()
    const basket = await service.create(input)
    clock.time = late

    const changed = await service.update(basket.id, input)

    expect(changed).toEqual({ ...basket, updatedAt: late, version: 2 })
    expect(await service.get(basket.id)).toEqual(changed)
  })

  it('removes a basket', async () => {
    const { service } = setUp()
    const basket = await service.create(newBasketInput())

    await service.remove(basket.id)

    await expect(service.get(basket.id)).rejects.toThrow(BasketNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newBasketInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(BasketChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(BasketChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such basket', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(BasketNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(BasketNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(BasketNotFoundError)
  })
})
