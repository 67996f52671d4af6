import { describe, expect, it } from 'vitest'
import { TopicChangedError, TopicNotFoundError } from './topic.errors.ts'
import { newTopicInput } from './topic.factory.ts'
import { createMemoryTopicRepository } from './topic.repository.memory.ts'
import { createTopicService } from './topic.service.ts'

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
  const topics = createMemoryTopicRepository()
  return { clock, service: createTopicService({ topics, clock, newId }) }
}

describe('the service of topics', () => {
  it('creates a topic with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newTopicInput()

    const topic = await service.create(input)

    expect(topic).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(topic.id)).toEqual(topic)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newTopicInput(), newTopicInput()]

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
    const topic = await service.create(newTopicInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [topic], next: null })
  })

  it('changes a topic, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newTopicInput()
    const topic = await service.create(input)
    clock.time = late

    const changed = await service.update(topic.id, input)

    expect(changed).toEqual({ ...topic, updatedAt: late, version: 2 })
    expect(await service.get(topic.id)).toEqual(changed)
  })

  it('removes a topic', async () => {
    const { service } = setUp()
    const topic = await service.create(newTopicInput())

    await service.remove(topic.id)

    await expect(service.get(topic.id)).rejects.toThrow(TopicNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newTopicInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(TopicChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(TopicChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such topic', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(TopicNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(TopicNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(TopicNotFoundError)
  })
})
