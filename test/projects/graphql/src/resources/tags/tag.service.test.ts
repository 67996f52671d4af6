import { describe, expect, it } from 'vitest'
import { TagChangedError, TagNotFoundError } from './tag.errors.ts'
import { newTagInput } from './tag.factory.ts'
import { createMemoryTagRepository } from './tag.repository.memory.ts'
import { createTagService } from './tag.service.ts'

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
  const tags = createMemoryTagRepository()
  return { clock, service: createTagService({ tags, clock, newId }) }
}

describe('the service of tags', () => {
  it('creates a tag with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newTagInput()

    const tag = await service.create(input)

    expect(tag).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(tag.id)).toEqual(tag)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newTagInput(), newTagInput()]

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
    const tag = await service.create(newTagInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [tag], next: null })
  })

  it('changes a tag, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newTagInput()
    const tag = await service.create(input)
    clock.time = late

    const changed = await service.update(tag.id, input)

    expect(changed).toEqual({ ...tag, updatedAt: late, version: 2 })
    expect(await service.get(tag.id)).toEqual(changed)
  })

  it('removes a tag', async () => {
    const { service } = setUp()
    const tag = await service.create(newTagInput())

    await service.remove(tag.id)

    await expect(service.get(tag.id)).rejects.toThrow(TagNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newTagInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(TagChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(TagChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such tag', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(TagNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(TagNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(TagNotFoundError)
  })
})
