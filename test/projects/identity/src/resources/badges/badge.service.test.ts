import { describe, expect, it } from 'vitest'
import { BadgeChangedError, BadgeNotFoundError } from './badge.errors.ts'
import { newBadgeInput } from './badge.factory.ts'
import { createMemoryBadgeRepository } from './badge.repository.memory.ts'
import { createBadgeService } from './badge.service.ts'

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
  const badges = createMemoryBadgeRepository()
  return { clock, service: createBadgeService({ badges, clock, newId }) }
}

describe('the service of badges', () => {
  it('creates a badge with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newBadgeInput()

    const badge = await service.create(input)

    expect(badge).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(badge.id)).toEqual(badge)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newBadgeInput(), newBadgeInput()]

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
    const badge = await service.create(newBadgeInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [badge], next: null })
  })

  it('changes a badge, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newBadgeInput()
    const badge = await service.create(input)
    clock.time = late

    const changed = await service.update(badge.id, input)

    expect(changed).toEqual({ ...badge, updatedAt: late, version: 2 })
    expect(await service.get(badge.id)).toEqual(changed)
  })

  it('removes a badge', async () => {
    const { service } = setUp()
    const badge = await service.create(newBadgeInput())

    await service.remove(badge.id)

    await expect(service.get(badge.id)).rejects.toThrow(BadgeNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newBadgeInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(BadgeChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(BadgeChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such badge', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(BadgeNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(BadgeNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(BadgeNotFoundError)
  })
})
