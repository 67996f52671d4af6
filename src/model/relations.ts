import { createHash } from 'node:crypto'
import { UserError } from '../errors.ts'
import type { OnDelete } from './field.ts'
import { drawSpan } from './field-scanner.ts'
import { REFERENCE_EXAMPLES } from './field-types.ts'
import type { ScannedField } from './fields.ts'
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
  readonly onDelete: OnDelete
  /** `articles_author_id_fkey` */
  readonly constraint: string
  /** `constraint "…" foreign key ("author_id") references "users" on delete cascade` */
  readonly constraintDefinition: string
  /** `user`; `parent` where it is of the resource itself: a variable beside `article`. */
  readonly variable: string
  /** What happens to an article when its author is removed, for a test. */
  readonly deletion: DeletionModel
  /** The import statements of the factories, for a test. */
  readonly factoryImports: readonly string[]
  /** `articles_by_author` */
  readonly index: string
}

export interface DeletionModel {
  readonly sentence: string
  readonly status: number
  /** What is then found in the column, as code: nothing when the row is gone. */
  readonly left: string
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

/** The longest name that PostgreSQL keeps, in bytes. */
const MAX_IDENTIFIER = 63

const actions: Readonly<Record<OnDelete, string>> = {
  cascade: 'cascade',
  restrict: 'restrict',
  setnull: 'set null',
}

/** The spellings of what a reference holds: `authorId`, `author_id`. */
export function referenceFieldNames(name: string): FieldNames {
  return fieldNames(`${fieldNames(name).column}_id`)
}

const deletions: Readonly<
  Record<OnDelete, (human: string, target: string, variable: string) => DeletionModel>
> = {
  cascade: (human, target) => ({
    sentence: `takes the ${human} away with its ${target}`,
    status: 204,
    left: '',
  }),
  restrict: (human, target, variable) => ({
    sentence: `keeps a ${target} from being removed while a ${human} refers to it`,
    status: 409,
    left: `${variable}.id`,
  }),
  setnull: (human, target) => ({
    sentence: `is empty after the ${target} of the ${human} was removed`,
    status: 204,
    left: 'null',
  }),
}

/**
 * What the fields of a resource refer to.
 *
 * @param others the resources that were made before it
 * @param text the field language that the fields were read from, to point at
 * @throws UserError for a reference to nothing, or to a resource that its first entity cannot have
 */
export function referenceModels(
  fields: readonly ScannedField[],
  names: ResourceNames,
  others: readonly ResourceNames[],
  text: string,
): readonly ReferenceModel[] {
  return fields.flatMap((scanned) => {
    const { field } = scanned
    if (field.type !== 'ref') return []
    const target = targetOf(scanned, names, others, text)
    const own = fieldNames(field.name)
    const id = referenceFieldNames(field.name)
    const constraint = identifier(`${names.table}_${id.column}_fkey`)
    const onDelete = field.onDelete ?? 'restrict'
    const variable = target.file === names.file ? `other${names.Resource}` : target.resource
    return {
      ...own,
      idName: id.name,
      file: own.column.replaceAll('_', '-'),
      idColumn: id.column,
      target,
      onDelete,
      variable,
      deletion: deletions[onDelete](names.human, target.human, variable),
      factoryImports: factoryImports(names, target),
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

function factoryImports(names: ResourceNames, target: ResourceNames): readonly string[] {
  const own = `import { store${names.Resource} } from './${names.file}.factory.ts'`
  if (target.file === names.file) return [own]
  const { Resource, collection, file } = target
  return [`import { store${Resource} } from '../${collection}/${file}.factory.ts'`, own]
}

/** Shortens a name that the database would cut, in a way that keeps names apart. */
export function identifier(name: string): string {
  if (name.length <= MAX_IDENTIFIER) return name
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${name.slice(0, MAX_IDENTIFIER - 9)}_${digest}`
}

function targetOf(
  { field, typeSpan }: ScannedField,
  names: ResourceNames,
  others: readonly ResourceNames[],
  text: string,
): ResourceNames {
  const span = { start: typeSpan.start + `${field.type}(`.length, end: typeSpan.end - 1 }
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
