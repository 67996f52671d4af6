import { describe, expect, it } from 'vitest'
import { someone } from '../../../test/support/identity.ts'
import { UserChangedError, UserNotFoundError } from './user.errors.ts'
import { newUserInput } from './user.factory.ts'
import { createMemoryUserRepository } from './user.repository.memory.ts'
import { createUserService } from './user.service.ts'

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
  const users = createMemoryUserRepository(someone.id)
  return { clock, service: createUserService({ users, clock, newId }) }
}

describe('the service of users', () => {
  it('creates a user with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newUserInput()

    const user = await service.create(input)

    expect(user).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(user.id)).toEqual(user)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newUserInput(), newUserInput()]

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
    const user = await service.create(newUserInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [user], next: null })
  })

  it('changes a user, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newUserInput()
    const user = await service.create(input)
    clock.time = late

    const changed = await service.update(user.id, input)

    expect(changed).toEqual({ ...user, updatedAt: late, version: 2 })
    expect(await service.get(user.id)).toEqual(changed)
  })

  it('removes a user', async () => {
    const { service } = setUp()
    const user = await service.create(newUserInput())

    await service.remove(user.id)

    await expect(service.get(user.id)).rejects.toThrow(UserNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newUserInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(UserChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(UserChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such user', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(UserNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(UserNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(UserNotFoundError)
  })
})
