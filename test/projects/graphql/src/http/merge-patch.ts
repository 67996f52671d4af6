import { ConflictError, PreconditionFailedError } from '../shared/errors.ts'
import { toJson } from './wire.ts'

type JsonObject = Readonly<Record<string, unknown>>

/**
 * Applies a merge patch (RFC 7396): objects are merged key by key, `null` takes a key away, and
 * anything else, a list too, takes the place of what was there. Neither of the two is changed.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isPlain(patch)) return patch
  // Not on an object, where a key such as `__proto__` would be more than a key.
  const merged = new Map(isPlain(target) ? Object.entries(target) : [])
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key)
    else merged.set(key, mergePatch(merged.get(key), value))
  }
  return Object.fromEntries(merged)
}

interface Versioned {
  readonly version: number
}

/** As much of a service as is needed here. */
interface Updating<Entity, Changes> {
  get(id: string): Promise<Entity>
  update(id: string, changes: Changes, expected?: number): Promise<Entity>
}

const MAX_ATTEMPTS = 3

/**
 * Makes changes in which a field that is an object is merged into what is there: into the version
 * that was read, and none else. Where the caller does not care for the version and someone else was
 * faster, it is read and merged again, three times at most.
 *
 * @param expected the version that the changes are for, if the caller says one
 * @throws InvalidError for what would be more, once it is merged, than a field holds
 * @throws ConflictError where others are faster each time
 */
export async function updateMerged<Entity extends Versioned, Changes extends object>(
  service: Updating<Entity, Changes>,
  id: string,
  changes: Changes,
  expected?: number,
): Promise<Entity> {
  if (!Object.values(changes).some(isPlain)) return service.update(id, changes, expected)
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const current = await service.get(id)
    const merged = mergedChanges(current, changes)
    try {
      return await service.update(id, merged, expected ?? current.version)
    } catch (error) {
      if (expected !== undefined || !(error instanceof PreconditionFailedError)) throw error
    }
  }
  throw new ConflictError(
    'changed_meanwhile',
    'Others keep changing the same resource. Try again, best with `If-Match`.',
  )
}

function mergedChanges<Changes extends object>(current: object, changes: Changes): Changes {
  const values = Object.entries(changes).map(([key, patch]) => {
    if (!isPlain(patch)) return [key, patch]
    const merged = mergePatch((current as JsonObject)[key], patch)
    return [key, toJson(merged as JsonObject, `/${key}`)]
  })
  return Object.fromEntries(values)
}

/** An object of JSON: no list, and nothing that the program has made of a text, as a `Date` is. */
function isPlain(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
