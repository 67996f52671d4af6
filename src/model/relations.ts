import { createHash } from 'node:crypto'
import { UserError } from '../errors.ts'
import { drawSpan, type Span } from './field-scanner.ts'
import { REFERENCE_EXAMPLES } from './field-types.ts'
import type { Field } from './fields.ts'
import { compareText } from './imports.ts'
import { type FieldNames, fieldNames, type ResourceNames, resourceNames } from './names.ts'

/** What a resource refers to, as the templates see it. In the examples `article` has an author. */
export interface ReferenceModel extends FieldNames {
  /** The spellings of `author`; those of its id are `authorId` and `author_id`. */
  readonly idName: string
  /** `author`: file names and URLs. */
  readonly file: string
  readonly idColumn: string
  /** `user` */
  readonly target: ResourceNames
  readonly onDelete: DeletionRule
  /** `articles_author_id_fkey` */
  readonly constraint: string
  /** `constraint "…" foreign key ("author_id") references "users" on delete cascade` */
  readonly constraintDefinition: string
  /** `articles_by_author` */
  readonly index: string
}

/** A foreign key as the list of all of them has it. */
export interface ForeignKeyModel {
  readonly constraint: string
  /** `authorId` */
  readonly idName: string
  /** `An article` */
  readonly AHuman: string
}

/** Another resource that a resource refers to, with the ids that the examples have, as code. */
export interface ParentModel extends ResourceNames {
  readonly firstId: string
  readonly secondId: string
}

export type DeletionRule = 'cascade' | 'restrict' | 'setnull'

/** The longest name that PostgreSQL keeps, in bytes. */
const MAX_IDENTIFIER = 63

const actions: Readonly<Record<DeletionRule, string>> = {
  cascade: 'cascade',
  restrict: 'restrict',
  setnull: 'set null',
}

/** The spellings of what a reference holds: `authorId`, `author_id`. */
export function referenceFieldNames(name: string): FieldNames {
  return fieldNames(`${fieldNames(name).column}_id`)
}

/**
 * What the fields of a resource refer to.
 *
 * @param others the resources that were made before it
 * @param text the field language that the fields were read from, to point at
 * @throws UserError for a reference to nothing, or to a resource that its first entity cannot have
 */
export function referenceModels(
  fields: readonly Field[],
  names: ResourceNames,
  others: readonly ResourceNames[],
  text: string,
): readonly ReferenceModel[] {
  return fields.flatMap((field) => {
    if (field.type !== 'ref') return []
    const target = targetOf(field, names, others, text)
    const own = fieldNames(field.name)
    const id = referenceFieldNames(field.name)
    const constraint = identifier(`${names.table}_${id.column}_fkey`)
    const onDelete = field.onDelete ?? 'restrict'
    return {
      ...own,
      idName: id.name,
      file: own.column.replaceAll('_', '-'),
      idColumn: id.column,
      target,
      onDelete,
      constraint,
      constraintDefinition: `constraint "${constraint}" foreign key ("${id.column}") references "${target.table}" on delete ${actions[onDelete]}`,
      index: identifier(`${names.table}_by_${own.column}`),
    }
  })
}

/** The other resources that a resource refers to, each once, in the order of their folders. */
export function parentsOf(
  references: readonly ReferenceModel[],
  { file }: ResourceNames,
): readonly ParentModel[] {
  const targets = references.map(({ target }) => target).filter((target) => target.file !== file)
  const unique = new Map(targets.map((target) => [target.file, target]))
  const [firstId, secondId] = REFERENCE_EXAMPLES
  return [...unique.values()]
    .map((names) => ({ ...names, firstId, secondId }))
    .sort((a, b) => compareText(a.collection, b.collection))
}

/** The foreign keys of all resources, in the order of their names. */
export function foreignKeysOf(
  resources: readonly (ResourceNames & { readonly references: readonly ReferenceModel[] })[],
): readonly ForeignKeyModel[] {
  return resources
    .flatMap(({ references, AHuman }) =>
      references.map(({ constraint, idName }) => ({ constraint, idName, AHuman })),
    )
    .sort((a, b) => (a.constraint < b.constraint ? -1 : 1))
}

/** Shortens a name that the database would cut, in a way that keeps names apart. */
export function identifier(name: string): string {
  if (name.length <= MAX_IDENTIFIER) return name
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${name.slice(0, MAX_IDENTIFIER - 9)}_${digest}`
}

function targetOf(
  field: Field,
  names: ResourceNames,
  others: readonly ResourceNames[],
  text: string,
): ResourceNames {
  const span = spanOf(field, text)
  const refuse = (message: string, help: string, cause?: unknown) =>
    new UserError(message, { where: drawSpan(text, span), help, cause })
  const target = `${field.target}`
  let spelled: string
  try {
    spelled = resourceNames(target).spelled
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw refuse(error.message, error.help ?? 'Name a resource, in the singular.', error)
  }
  if (spelled === names.spelled) {
    if (field.nullable) return names
    throw refuse(
      `The first ${names.human} could refer to no other.`,
      `Let it be null: ${field.name}:ref(${target})?`,
    )
  }
  const found = others.find((other) => other.spelled === spelled)
  if (found) return found
  throw refuse(
    `There is no resource ${spelled} to refer to.`,
    [
      `Make it first: npx plop resource ${spelled}`,
      'Of two resources that refer to each other, make one without its reference; a migration can add that later.',
    ].join('\n'),
  )
}

/** Where the name of the target stands in the text. */
function spanOf({ name, target = '' }: Field, text: string): Span {
  const key = name.toLowerCase()
  for (const found of text.matchAll(/(\S+?):(?:ref|many)\(\s*([^\s)]*)/g)) {
    if (found[1]?.replaceAll(/[_-]/g, '').toLowerCase() !== key) continue
    const end = found.index + found[0].length
    return { start: end - `${found[2]}`.length, end }
  }
  const start = Math.max(0, text.indexOf(target))
  return { start, end: start + target.length }
}
