import { newId } from '../../shared/id.ts'
import { createTag, type NewTag, type Tag } from './tag.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newTagInput(values: Partial<NewTag> = {}): NewTag {
  return {
    title: 'First title',
    ...values,
  }
}

export function makeTag(values: Partial<Tag> = {}): Tag {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createTag(newTagInput(), newId(), now), ...values }
}
