import { describe, expect, it } from 'vitest'
import { ProductChangedError, ProductNotFoundError } from './product.errors.ts'
import { newProductInput } from './product.factory.ts'
import { createMemoryProductRepository } from './product.repository.memory.ts'
import { createProductService } from './product.service.ts'

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
  const products = createMemoryProductRepository()
  return { clock, service: createProductService({ products, clock, newId }) }
}

describe('the service of products', () => {
  it('creates a product with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newProductInput()

    const product = await service.create(input)

    expect(product).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(product.id)).toEqual(product)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newProductInput(), newProductInput()]

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
    const product = await service.create(newProductInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [product], next: null })
  })

  it('changes a product, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newProductInput()
    const product = await service.create(input)
    clock.time = late

    const changed = await service.update(product.id, input)

    expect(changed).toEqual({ ...product, updatedAt: late, version: 2 })
    expect(await service.get(product.id)).toEqual(changed)
  })

  it('removes a product', async () => {
    const { service } = setUp()
    const product = await service.create(newProductInput())

    await service.remove(product.id)

    await expect(service.get(product.id)).rejects.toThrow(ProductNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newProductInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(ProductChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(ProductChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such product', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(ProductNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(ProductNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(ProductNotFoundError)
  })
})
