import { UserError } from '../errors.ts'
import { shortIdentifier } from './identifiers.ts'
import type { MigrationModel } from './migrations.ts'
import { projectTables } from './reserved.ts'
import type { ResourceModel } from './slices.ts'
import { withArticle } from './words.ts'

/** Something that has a name of its own in the whole database, which foreign keys and checks have not. */
export interface DatabaseName {
  readonly kind: 'table' | 'index' | 'function'
  readonly name: string
}

/** What is in the database of a project that has no resource yet. */
const projectNames: readonly DatabaseName[] = [
  ...[...projectTables].flatMap((name) => [{ kind: 'table', name } as const, primaryKey(name)]),
  index('idempotency_keys_oldest_first'),
]

/** The tables of a resource and of its links, and their indexes. */
export function databaseNames(slice: ResourceModel): readonly DatabaseName[] {
  const known = namesOfSlices.get(slice)
  if (known) return known
  const names = slice.parts.includes('repository') ? storedNames(slice) : []
  namesOfSlices.set(slice, names)
  return names
}

/** Each resource of a project meets every one before it. */
const namesOfSlices = new WeakMap<ResourceModel, readonly DatabaseName[]>()

function storedNames({
  table,
  accessWord,
  references,
  links,
  indexes,
  uniqueFields,
}: ResourceModel): readonly DatabaseName[] {
  const owned = accessWord === 'owner' ? [shortIdentifier(`${table}_id_owner_key`)] : []
  const ofFields = [
    ...indexes.map(({ name }) => name),
    ...uniqueFields.flatMap(({ unique }) => unique ?? []),
    ...references.flatMap((reference) => reference.indexes),
  ]
  return [
    { kind: 'table', name: table },
    primaryKey(table),
    ...[`${table}_newest_first`, ...owned, ...ofFields].map(index),
    ...links.flatMap((link): DatabaseName[] => [
      { kind: 'table', name: link.table },
      primaryKey(link.table),
      index(link.index),
    ]),
    ...references
      .flatMap(({ livingReferences }) => livingReferences)
      .map(({ living }): DatabaseName => ({ kind: 'function', name: living })),
  ]
}

/** The names that a migration by itself brings: PostgreSQL keeps some rules with an index. */
export function migrationNames({ folder, migration, rule }: MigrationModel): DatabaseName[] {
  const isIndex =
    folder === 'migration-index' ||
    (folder === 'migration-constraint' && /^'(?:unique|exclude)\b/i.test(rule))
  return isIndex ? [index(migration)] : []
}

/**
 * @param slice what is made
 * @throws UserError where the database has something of one of its names already
 */
export function refuseTakenNames(
  slice: ResourceModel,
  slices: readonly ResourceModel[],
  migrations: readonly MigrationModel[],
): void {
  const taken = new Map<string, { readonly one: DatabaseName; readonly owner: string }>()
  const take = (names: readonly DatabaseName[], owner: string) => {
    for (const one of names) taken.set(keyOf(one), { one, owner })
  }
  take(projectNames, 'the project itself')
  for (const other of slices) {
    if (other.collection !== slice.collection) take(databaseNames(other), other.humans)
  }
  for (const migration of migrations) {
    take(migrationNames(migration), `the migration ${migration.migration}`)
  }
  for (const one of databaseNames(slice)) {
    const other = taken.get(keyOf(one))
    if (other !== undefined) {
      throw new UserError(
        `There is ${withArticle(other.one.kind)} ${other.one.name} of ${other.owner} already, so ${slice.humans} cannot have ${withArticle(one.kind)} of that name.`,
        { help: 'Give what is new another name: the resource, or the field that it comes from.' },
      )
    }
    take([one], 'its own')
  }
}

/** Tables and indexes share one space of names; functions have another. */
function keyOf({ kind, name }: DatabaseName): string {
  return kind === 'function' ? `${name}()` : name
}

function index(name: string): DatabaseName {
  return { kind: 'index', name }
}

function primaryKey(table: string): DatabaseName {
  return { kind: 'index', name: shortIdentifier(`${table}_pkey`) }
}
