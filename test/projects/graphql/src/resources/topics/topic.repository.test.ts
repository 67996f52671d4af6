import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeTopic } from './topic.factory.ts'
import { createKyselyTopicRepository } from './topic.repository.kysely.ts'
import { createMemoryTopicRepository } from './topic.repository.memory.ts'
import type { TopicRepository } from './topic.repository.ts'
import type { TopicChanges } from './topic.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryTopicRepository(),
  'on the database': () => createKyselyTopicRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<TopicChanges> = {
  label: 'Second label',
}

describe.each(Object.entries(implementations))('the repository of topics %s', (_, create) => {
  let topics: TopicRepository

  beforeEach(async () => {
    await database.db.deleteFrom('topics').execute()
    topics = create()
  })

  it('gives back what it was given', async () => {
    const topic = makeTopic()

    await topics.insert(topic)

    expect(await topics.find(topic.id)).toEqual(topic)
  })

  it('keeps all of several', async () => {
    const several = [makeTopic(), makeTopic(), makeTopic()]

    await topics.insert(...several)
    await topics.insert()

    expect((await topics.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const topic = makeTopic()

    await expect(topics.insert(makeTopic(), topic, topic)).rejects.toThrow()

    expect((await topics.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await topics.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const topic = makeTopic()
    await topics.insert(topic)
    await topics.insert(makeTopic())

    expect(await topics.findMany([newId(), topic.id])).toEqual([topic])
    expect(await topics.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const topic = makeTopic()
    const other = makeTopic()
    await topics.insert(topic)
    await topics.insert(other)
    const only = Object.fromEntries([change])

    const changed = await topics.update(topic.id, only, later)

    expect(changed).toEqual({ ...topic, ...only, updatedAt: later, version: 2 })
    expect(await topics.find(topic.id)).toEqual(changed)
    expect(await topics.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await topics.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const topic = makeTopic({ version: 3 })
    await topics.insert(topic)

    expect(await topics.update(topic.id, changes, later, 2)).toBeUndefined()
    expect(await topics.find(topic.id)).toEqual(topic)
    const changed = await topics.update(topic.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const topic = makeTopic({ version: 3 })
    await topics.insert(topic)

    expect(await topics.remove(topic.id, new Date(), 2)).toBe(false)
    expect(await topics.find(topic.id)).toEqual(topic)
    expect(await topics.remove(topic.id, new Date(), 3)).toBe(true)
  })

  it('removes once', async () => {
    const topic = makeTopic()
    const other = makeTopic()
    await topics.insert(topic)
    await topics.insert(other)

    expect(await topics.remove(topic.id, new Date())).toBe(true)
    expect(await topics.remove(topic.id, new Date())).toBe(false)
    expect(await topics.find(topic.id)).toBeUndefined()
    expect(await topics.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await topics.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeTopic({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const topic of made) {
      await topics.insert(topic)
    }

    const walked = await walk(topics, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await topics.insert(makeTopic())
    await topics.insert(makeTopic())

    expect((await topics.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const topic = makeTopic()
      const steps = await planOf(database.db, async (db) => {
        const topics = createKyselyTopicRepository(db)
        await topics.list({ limit: 1, sort })
        const after = [fieldOf(topic, field), topic.id]
        await topics.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(topic, field) }] as const
        await topics.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(topics: TopicRepository, request: PageRequest): Promise<string[]> {
  const page = await topics.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(topics, { ...request, after: page.next }))]
}
