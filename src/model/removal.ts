import { shortIdentifier } from './identifiers.ts'
import type { ResourceNames } from './names.ts'

/** What it adds to code that removed rows of a resource are kept; else, the code of rows that go. */
export interface RemovalModel {
  /** Whether its rows stay in the table, and are shown to nobody. */
  readonly softDelete: boolean
  /** The folders of templates that it brings. */
  readonly removalFolders: readonly string[]
  /** `id: string, now: Date, expected?: number` */
  readonly removalParameters: string
  /** `, now`; `, _now` where the time is not needed; `, clock.now()`; `, new Date()` in a test. */
  readonly removalTime: string
  readonly removalUnused: string
  readonly removalClock: string
  readonly removalTestTime: string
  /** What the repository says of it, behind a comma. */
  readonly removalNote: string
  /** Once where rows are kept, and once where they go. */
  readonly keptRemovals: readonly string[]
  readonly goneRemovals: readonly string[]
  /** `.where('deleted_at', 'is', null)` */
  readonly removalConditions: readonly string[]
  /** `deleted_at: Date | null`, `deleted_at: null` and `"deleted_at" timestamptz(3)`. */
  readonly removalColumns: readonly string[]
  readonly removalValues: readonly string[]
  readonly removalDefinitions: readonly string[]
  /** ` where "deleted_at" is null`: what is removed is not in the way of another with its value. */
  readonly uniqueFilter: string
}

/** The code of a resource whose removed rows are kept, or of one whose rows go. */
export function removalModel(softDelete: boolean): RemovalModel {
  if (!softDelete) {
    return {
      softDelete,
      removalFolders: [],
      removalParameters: 'id: string, expected?: number',
      removalTime: '',
      removalUnused: '',
      removalClock: '',
      removalTestTime: '',
      removalNote: '',
      keptRemovals: [],
      goneRemovals: ['rows'],
      removalConditions: [],
      removalColumns: [],
      removalValues: [],
      removalDefinitions: [],
      uniqueFilter: '',
    }
  }
  return {
    softDelete,
    removalFolders: ['removed'],
    removalParameters: 'id: string, now: Date, expected?: number',
    removalTime: ', now',
    removalUnused: ', _now',
    removalClock: ', clock.now()',
    removalTestTime: ', new Date()',
    removalNote: ', removed ones too: nothing here finds those',
    keptRemovals: ['rows'],
    goneRemovals: [],
    removalConditions: [".where('deleted_at', 'is', null)"],
    removalColumns: ['deleted_at: Date | null'],
    removalValues: ['deleted_at: null'],
    removalDefinitions: ['"deleted_at" timestamptz(3)'],
    uniqueFilter: ' where "deleted_at" is null',
  }
}

/** A resource of which it is settled whether its removed rows are kept. */
export interface Removable extends ResourceNames {
  readonly softDelete: boolean
}

/** What the table of links between two resources hides. */
export interface LinkRemovalModel {
  /** `.where('topics.deleted_at', 'is', null)`, in the list of each side. */
  readonly otherConditions: readonly string[]
  readonly ownConditions: readonly string[]
  /** That both are there, where links are removed. */
  readonly bothConditions: readonly string[]
  readonly removedFolders: readonly string[]
  /** Which of the two can be removed and kept: once, or not at all. */
  readonly removedOwn: readonly string[]
  readonly removedOthers: readonly string[]
}

/** What that is for the links from one to the other. */
export function linkRemovalModel(
  own: Removable,
  other: Removable,
  columns: { readonly own: string; readonly other: string },
): LinkRemovalModel {
  const listed = ({ softDelete, table }: Removable) =>
    softDelete ? [`.where('${table}.deleted_at', 'is', null)`] : []
  const there = ({ softDelete, table }: Removable, column: string) =>
    softDelete
      ? [
          `.where('${column}', 'in', db.selectFrom('${table}').select('id').where('deleted_at', 'is', null))`,
        ]
      : []
  return {
    otherConditions: listed(other),
    ownConditions: listed(own),
    bothConditions: [...there(own, columns.own), ...there(other, columns.other)],
    removedFolders: own.softDelete || other.softDelete ? ['many-removed'] : [],
    removedOwn: own.softDelete ? [own.file] : [],
    removedOthers: other.softDelete ? [other.file] : [],
  }
}

/** A rule of the database beside a foreign key: what is removed cannot be referred to. */
export interface LivingReference {
  /** `articles_author_id_living`: the trigger and its function. */
  readonly living: string
  readonly idColumn: string
  readonly target: Removable
  readonly constraint: string
}

/** One, where what the reference leads to may be there and removed. */
export function livingReferences(
  own: ResourceNames,
  target: Removable,
  idColumn: string,
  constraint: string,
): readonly LivingReference[] {
  if (!target.softDelete) return []
  const living = shortIdentifier(`${own.table}_${idColumn}_living`)
  return [{ living, idColumn, target, constraint }]
}
