import { describe, expect, it } from 'vitest'
import { EarlyItemChangedError, EarlyItemNotFoundError } from './early.errors.ts'
import { newEarlyItemInput } from './early.factory.ts'
import { createMemoryEarlyItemRepository } from './early.repository.memory.ts'
import { createEarlyItemService } from './early.service.ts'

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
  const earlyItems = createMemoryEarlyItemRepository()
  return { clock, service: createEarlyItemService({ earlyItems, clock, newId }) }
}

describe('the service of earlies', () => {
  it('creates an early with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newEarlyItemInput()

    const earlyItem = await service.create(input)

    expect(earlyItem).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(earlyItem.id)).toEqual(earlyItem)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newEarlyItemInput(), newEarlyItemInput()]

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
    const earlyItem = await service.create(newEarlyItemInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [earlyItem], next: null })
  })

  it('changes an early, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newEarlyItemInput()
    const earlyItem = await service.create(input)
    clock.time = late

    const changed = await service.update(earlyItem.id, input)

    expect(changed).toEqual({ ...earlyItem, updatedAt: late, version: 2 })
    expect(await service.get(earlyItem.id)).toEqual(changed)
  })

  it('removes an early', async () => {
    const { service } = setUp()
    const earlyItem = await service.create(newEarlyItemInput())

    await service.remove(earlyItem.id)

    await expect(service.get(earlyItem.id)).rejects.toThrow(EarlyItemNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newEarlyItemInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(EarlyItemChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(EarlyItemChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such early', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(EarlyItemNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(EarlyItemNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(EarlyItemNotFoundError)
  })
})
