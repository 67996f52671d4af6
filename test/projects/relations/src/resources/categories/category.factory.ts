import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyCategoryRepository } from './category.repository.kysely.ts'
import { type Category, createCategory, type NewCategory } from './category.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newCategoryInput(values: Partial<NewCategory> = {}): NewCategory {
  return {
    name: 'First name',
    parentId: null,
    ...values,
  }
}

export function makeCategory(values: Partial<Category> = {}): Category {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createCategory(newCategoryInput(), newId(), now), ...values }
}

/** Puts a category into the database, unless one of its id is there; before it, what it refers to. */
export async function storeCategory(
  db: Kysely<Database>,
  values: Partial<Category> = {},
): Promise<Category> {
  const category = makeCategory(values)
  const categories = createKyselyCategoryRepository(db)
  const stored = await categories.find(category.id)
  if (stored) return stored
  await categories.insert(category)
  return category
}
