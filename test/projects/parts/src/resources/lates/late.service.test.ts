import { describe, expect, it } from 'vitest'
import { LateItemChangedError, LateItemNotFoundError } from './late.errors.ts'
import { newLateItemInput } from './late.factory.ts'
import { createMemoryLateItemRepository } from './late.repository.memory.ts'
import { createLateItemService } from './late.service.ts'

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
  const lateItems = createMemoryLateItemRepository()
  return { clock, service: createLateItemService({ lateItems, clock, newId }) }
}

describe('the service of lates', () => {
  it('creates a late with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newLateItemInput()

    const lateItem = await service.create(input)

    expect(lateItem).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(lateItem.id)).toEqual(lateItem)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newLateItemInput(), newLateItemInput()]

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
    const lateItem = await service.create(newLateItemInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [lateItem], next: null })
  })

  it('changes a late, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newLateItemInput()
    const lateItem = await service.create(input)
    clock.time = late

    const changed = await service.update(lateItem.id, input)

    expect(changed).toEqual({ ...lateItem, updatedAt: late, version: 2 })
    expect(await service.get(lateItem.id)).toEqual(changed)
  })

  it('removes a late', async () => {
    const { service } = setUp()
    const lateItem = await service.create(newLateItemInput())

    await service.remove(lateItem.id)

    await expect(service.get(lateItem.id)).rejects.toThrow(LateItemNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newLateItemInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(LateItemChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(LateItemChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such late', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(LateItemNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(LateItemNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(LateItemNotFoundError)
  })
})
