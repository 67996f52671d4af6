import { Type } from 'typebox'
import type { ListQuery } from './list-query.ts'

// `?include=author,editor`: what an answer refers to is shown within it, one step far and no further.

/** The parameter; names that are not there are refused. */
export function includeParameter(names: readonly string[]) {
  const name = `(${names.join('|')})`
  return Type.Optional(
    Type.String({
      pattern: `^${name}(,${name}){0,${names.length - 1}}$`,
      maxLength: Math.max(1_000, names.join(',').length),
      description: `What is shown within the answer, with commas between: ${names.join(', ')}.`,
      examples: names.slice(0, 1),
    }),
  )
}

/** The query of a list, with what can be included in its items. */
export function includingQuery(
  { schema }: ListQuery,
  names: readonly string[],
): ListQuery['schema'] {
  const { properties } = schema as unknown as { readonly properties: object }
  return {
    ...schema,
    properties: { ...properties, include: includeParameter(names) },
  } as ListQuery['schema']
}

interface Entity {
  readonly id: string
}

interface Repository<Found> {
  findMany(ids: readonly string[]): Promise<readonly Found[]>
}

/** How one reference is followed, and what is shown of what it leads to. */
interface Inclusion<From, Shown> {
  readonly idOf: (from: From) => string | null
  readonly repository: Repository<Entity>
  readonly show: (found: Entity) => Shown
}

export function inclusion<From, Found extends Entity, Shown>(
  idOf: (from: From) => string | null,
  repository: Repository<Found>,
  show: (found: Found) => Shown,
): Inclusion<From, Shown> {
  return { idOf, repository, show: (found) => show(found as Found) }
}

type Included<Inclusions> = {
  [Name in keyof Inclusions]?: Inclusions[Name] extends Inclusion<never, infer Shown>
    ? Shown | null
    : never
}

/**
 * Shows entities together with what they refer to: one query for each repository that is needed,
 * however many entities and references there are.
 */
export function createIncluder<
  From,
  Answer extends object,
  Inclusions extends Readonly<Record<string, Inclusion<From, unknown>>>,
>(toAnswer: (from: From) => Answer, inclusions: Inclusions) {
  type Whole = Answer & Included<Inclusions>
  const plain = (from: From) => toAnswer(from) as Whole
  return async (entities: readonly From[], include: unknown): Promise<Whole[]> => {
    const names = typeof include === 'string' ? include.split(',') : []
    const wanted = Object.entries(inclusions).filter(([name]) => names.includes(name))
    if (wanted.length === 0) return entities.map(plain)
    const found = new Map<Repository<Entity>, ReadonlyMap<string, Entity>>()
    for (const { repository } of new Map(wanted).values()) {
      if (found.has(repository)) continue
      const own = wanted.filter(([, it]) => it.repository === repository)
      const ids = own.flatMap(([, { idOf }]) => entities.flatMap((from) => idOf(from) ?? []))
      const rows = await repository.findMany([...new Set(ids)])
      found.set(repository, new Map(rows.map((row) => [row.id, row])))
    }
    return entities.map((from) => {
      const shown = wanted.map(([name, { idOf, repository, show }]) => {
        const entity = found.get(repository)?.get(idOf(from) ?? '')
        return [name, entity ? show(entity) : null]
      })
      return { ...toAnswer(from), ...(Object.fromEntries(shown) as Included<Inclusions>) }
    })
  }
}
