import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyTopicRepository } from './topic.repository.kysely.ts'
import { createTopic, type NewTopic, type Topic } from './topic.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newTopicInput(values: Partial<NewTopic> = {}): NewTopic {
  return {
    label: 'First label',
    ...values,
  }
}

export function makeTopic(values: Partial<Topic> = {}): Topic {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createTopic(newTopicInput(), newId(), now), ...values }
}

/** Puts a topic into the database, unless one of its id is there; before it, what it refers to. */
export async function storeTopic(
  db: Kysely<Database>,
  values: Partial<Topic> = {},
): Promise<Topic> {
  const topic = makeTopic(values)
  const topics = createKyselyTopicRepository(db)
  const stored = await topics.find(topic.id)
  if (stored) return stored
  await topics.insert(topic)
  return topic
}
