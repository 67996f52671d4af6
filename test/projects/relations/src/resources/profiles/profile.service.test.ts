import { describe, expect, it } from 'vitest'
import { ProfileChangedError, ProfileNotFoundError } from './profile.errors.ts'
import { newProfileInput } from './profile.factory.ts'
import { createMemoryProfileRepository } from './profile.repository.memory.ts'
import { createProfileService } from './profile.service.ts'

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
  const profiles = createMemoryProfileRepository()
  return { clock, service: createProfileService({ profiles, clock, newId }) }
}

describe('the service of profiles', () => {
  it('creates a profile with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newProfileInput()

    const profile = await service.create(input)

    expect(profile).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(profile.id)).toEqual(profile)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newProfileInput(), newProfileInput()]

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
    const profile = await service.create(newProfileInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [profile], next: null })
  })

  it('changes a profile, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newProfileInput()
    const profile = await service.create(input)
    clock.time = late

    const changed = await service.update(profile.id, input)

    expect(changed).toEqual({ ...profile, updatedAt: late, version: 2 })
    expect(await service.get(profile.id)).toEqual(changed)
  })

  it('removes a profile', async () => {
    const { service } = setUp()
    const profile = await service.create(newProfileInput())

    await service.remove(profile.id)

    await expect(service.get(profile.id)).rejects.toThrow(ProfileNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newProfileInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(ProfileChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(ProfileChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such profile', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(ProfileNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(ProfileNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(ProfileNotFoundError)
  })
})
