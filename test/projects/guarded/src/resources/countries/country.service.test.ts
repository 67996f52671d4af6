import { describe, expect, it } from 'vitest'
import { CountryChangedError, CountryNotFoundError } from './country.errors.ts'
import { newCountryInput } from './country.factory.ts'
import { createMemoryCountryRepository } from './country.repository.memory.ts'
import { createCountryService } from './country.service.ts'

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
  const countries = createMemoryCountryRepository()
  return { clock, service: createCountryService({ countries, clock, newId }) }
}

describe('the service of countries', () => {
  it('creates a country with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newCountryInput()

    const country = await service.create(input)

    expect(country).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(country.id)).toEqual(country)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newCountryInput(), newCountryInput()]

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
    const country = await service.create(newCountryInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [country], next: null })
  })

  it('changes a country, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newCountryInput()
    const country = await service.create(input)
    clock.time = late

    const changed = await service.update(country.id, input)

    expect(changed).toEqual({ ...country, updatedAt: late, version: 2 })
    expect(await service.get(country.id)).toEqual(changed)
  })

  it('removes a country', async () => {
    const { service } = setUp()
    const country = await service.create(newCountryInput())

    await service.remove(country.id)

    await expect(service.get(country.id)).rejects.toThrow(CountryNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newCountryInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(CountryChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(CountryChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such country', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(CountryNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(CountryNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(CountryNotFoundError)
  })
})
