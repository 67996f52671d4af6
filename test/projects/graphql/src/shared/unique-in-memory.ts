import { TakenError } from './errors.ts'
import { fieldOf } from './pagination.ts'

/**
 * What a unique index of the database does, for repositories in memory. Null is no value: several
 * may have it.
 *
 * @throws TakenError where another entity has the same value in one of the fields
 */
export function refuseTaken<T extends { readonly id: string }>(
  entities: Iterable<T>,
  entity: T,
  fields: readonly (keyof T & string)[],
): void {
  const others = [...entities].filter(({ id }) => id !== entity.id)
  for (const field of fields) {
    const value = fieldOf(entity, field)?.valueOf()
    if (value === undefined) continue
    const isTaken = others.some((other) => fieldOf(other, field)?.valueOf() === value)
    if (isTaken) throw new TakenError(field)
  }
}
