import { describe, expect, it } from 'vitest'
import { someone } from '../../../test/support/identity.ts'
import { FolderChangedError, FolderNotFoundError } from './folder.errors.ts'
import { newFolderInput } from './folder.factory.ts'
import { createMemoryFolderRepository } from './folder.repository.memory.ts'
import { createFolderService } from './folder.service.ts'

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
  const folders = createMemoryFolderRepository(someone.id)
  return { clock, service: createFolderService({ folders, clock, newId }) }
}

describe('the service of folders', () => {
  it('creates a folder with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newFolderInput()

    const folder = await service.create(input)

    expect(folder).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(folder.id)).toEqual(folder)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newFolderInput(), newFolderInput()]

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
    const folder = await service.create(newFolderInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [folder], next: null })
  })

  it('changes a folder, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newFolderInput()
    const folder = await service.create(input)
    clock.time = late

    const changed = await service.update(folder.id, input)

    expect(changed).toEqual({ ...folder, updatedAt: late, version: 2 })
    expect(await service.get(folder.id)).toEqual(changed)
  })

  it('removes a folder', async () => {
    const { service } = setUp()
    const folder = await service.create(newFolderInput())

    await service.remove(folder.id)

    await expect(service.get(folder.id)).rejects.toThrow(FolderNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newFolderInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(FolderChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(FolderChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such folder', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(FolderNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(FolderNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(FolderNotFoundError)
  })
})
