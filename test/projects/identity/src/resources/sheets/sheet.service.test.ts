import { describe, expect, it } from 'vitest'
import { someone } from '../../../test/support/identity.ts'
import { SheetChangedError, SheetNotFoundError } from './sheet.errors.ts'
import { newSheetInput } from './sheet.factory.ts'
import { createMemorySheetRepository } from './sheet.repository.memory.ts'
import { createSheetService } from './sheet.service.ts'

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
  const sheets = createMemorySheetRepository(someone.id)
  return { clock, service: createSheetService({ sheets, clock, newId }) }
}

describe('the service of sheets', () => {
  it('creates a sheet with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newSheetInput()

    const sheet = await service.create(input)

    expect(sheet).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(sheet.id)).toEqual(sheet)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newSheetInput(), newSheetInput()]

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
    const sheet = await service.create(newSheetInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [sheet], next: null })
  })

  it('changes a sheet, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newSheetInput()
    const sheet = await service.create(input)
    clock.time = late

    const changed = await service.update(sheet.id, input)

    expect(changed).toEqual({ ...sheet, updatedAt: late, version: 2 })
    expect(await service.get(sheet.id)).toEqual(changed)
  })

  it('removes a sheet', async () => {
    const { service } = setUp()
    const sheet = await service.create(newSheetInput())

    await service.remove(sheet.id)

    await expect(service.get(sheet.id)).rejects.toThrow(SheetNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newSheetInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(SheetChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(SheetChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such sheet', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(SheetNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(SheetNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(SheetNotFoundError)
  })
})
