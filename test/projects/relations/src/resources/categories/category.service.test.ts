import { describe, expect, it } from 'vitest'
import { CategoryChangedError, CategoryNotFoundError } from './category.errors.ts'
import { newCategoryInput } from './category.factory.ts'
import { createMemoryCategoryRepository } from './category.repository.memory.ts'
import { createCategoryService } from './category.service.ts'

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
  const categories = createMemoryCategoryRepository()
  return { clock, service: createCategoryService({ categories, clock, newId }) }
}

describe('the service of categories', () => {
  it('creates a category with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newCategoryInput()

    const category = await service.create(input)

    expect(category).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(category.id)).toEqual(category)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newCategoryInput(), newCategoryInput()]

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
    const category = await service.create(newCategoryInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [category], next: null })
  })

  it('changes a category, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newCategoryInput()
    const category = await service.create(input)
    clock.time = late

    const changed = await service.update(category.id, input)

    expect(changed).toEqual({ ...category, updatedAt: late, version: 2 })
    expect(await service.get(category.id)).toEqual(changed)
  })

  it('removes a category', async () => {
    const { service } = setUp()
    const category = await service.create(newCategoryInput())

    await service.remove(category.id)

    await expect(service.get(category.id)).rejects.toThrow(CategoryNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newCategoryInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(CategoryChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(CategoryChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such category', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(CategoryNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(CategoryNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(CategoryNotFoundError)
  })
})
