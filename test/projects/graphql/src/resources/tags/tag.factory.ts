import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyTagRepository } from './tag.repository.kysely.ts'
import { createTag, type NewTag, type Tag } from './tag.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newTagInput(values: Partial<NewTag> = {}): NewTag {
  return {
    label: 'First label',
    ...values,
  }
}

export function makeTag(values: Partial<Tag> = {}): Tag {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createTag(newTagInput(), newId(), now), ...values }
}

/** Puts a tag into the database, unless one of its id is there; before it, what it refers to. */
export async function storeTag(db: Kysely<Database>, values: Partial<Tag> = {}): Promise<Tag> {
  const tag = makeTag(values)
  const tags = createKyselyTagRepository(db)
  const stored = await tags.find(tag.id)
  if (stored) return stored
  await tags.insert(tag)
  return tag
}
