import { TakenError } from './errors.ts'
import { refuseTaken } from './unique-in-memory.ts'

/**
 * What one INSERT does, for repositories in memory: all of the entities are there afterwards, or none.
 *
 * @param unique the fields of which no two may have the same
 * @throws TakenError where the id or another unique value is taken, be it by one of the others
 */
export function insertInMemory<T extends { readonly id: string }>(
  stored: Map<string, T>,
  entities: readonly T[],
  unique: readonly (keyof T & string)[] = [],
): void {
  const after = new Map(stored)
  for (const entity of entities) {
    if (after.has(entity.id)) throw new TakenError(undefined)
    refuseTaken(after.values(), entity, unique)
    after.set(entity.id, entity)
  }
  for (const entity of entities) stored.set(entity.id, entity)
}
