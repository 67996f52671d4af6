import { describe, expect, it } from 'vitest'
import { AccountChangedError, AccountNotFoundError } from './account.errors.ts'
import { newAccountInput } from './account.factory.ts'
import { createMemoryAccountRepository } from './account.repository.memory.ts'
import { createAccountService } from './account.service.ts'

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
  const accounts = createMemoryAccountRepository()
  return { clock, service: createAccountService({ accounts, clock, newId }) }
}

describe('the service of accounts', () => {
  it('creates an account with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newAccountInput()

    const account = await service.create(input)

    expect(account).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(account.id)).toEqual(account)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newAccountInput(), newAccountInput()]

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
    const account = await service.create(newAccountInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [account], next: null })
  })

  it('changes an account, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newAccountInput()
    const account = await service.create(input)
    clock.time = late

    const changed = await service.update(account.id, input)

    expect(changed).toEqual({ ...account, updatedAt: late, version: 2 })
    expect(await service.get(account.id)).toEqual(changed)
  })

  it('removes an account', async () => {
    const { service } = setUp()
    const account = await service.create(newAccountInput())

    await service.remove(account.id)

    await expect(service.get(account.id)).rejects.toThrow(AccountNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newAccountInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(AccountChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(AccountChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such account', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(AccountNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(AccountNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(AccountNotFoundError)
  })
})
