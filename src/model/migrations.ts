import { UserError } from '../errors.ts'
import type { MigrationOperation } from '../manifest/manifest.ts'
import { databaseNames } from './database-names.ts'
import { printLiteral } from './literal.ts'
import { nearest } from './nearest.ts'
import type { ResourceModel } from './slices.ts'
import { snakeCase, splitWords } from './words.ts'

/** A migration that was asked for by itself, as its template sees it. */
export interface MigrationModel {
  readonly at: string
  /** The folder below `templates/operations/` that it brings. */
  readonly folder: string
  /** `articles_by_status`: part of the file's name, and the name of the index or constraint. */
  readonly migration: string
  readonly table: string
  /** `"status", "created_at"` */
  readonly columns: string
  /** `'check (views >= 0)'`: a literal. */
  readonly rule: string
  /** The constraint that is validated. */
  readonly constraint: string
}

/** As long as PostgreSQL takes a name. */
const MAX_IDENTIFIER = 63

/**
 * @throws UserError for a name that is refused or taken, and for a table, a column or a constraint
 *   that is not there
 */
export function migrationModel(
  operation: MigrationOperation,
  slices: readonly ResourceModel[],
  earlier: readonly MigrationModel[],
): MigrationModel {
  const { at, name, index, constraint, validate } = operation
  const migration = migrationName(name)
  const other = [
    ...earlier.map((one) => one.migration),
    ...slices.flatMap(databaseNames).map((one) => one.name),
  ]
  if (other.includes(migration)) {
    throw new UserError(`There is a migration, a table or an index ${migration} already.`, {
      help: 'Give the new one another name.',
    })
  }
  const bare = { at, migration, table: '', columns: '', rule: "''", constraint: '' }
  if (index !== undefined)
    return { ...bare, folder: 'migration-index', ...parseIndex(index, slices) }
  if (constraint !== undefined) {
    const parsed = parseConstraint(constraint, slices)
    const folder = operation.notValid ? 'migration-not-valid' : 'migration-constraint'
    if (operation.notValid && !/^(check|foreign key)\b/i.test(parsed.text)) {
      throw new UserError('Only a check and a foreign key can be added as not valid.', {
        where: constraint,
        help: 'Leave out --not-valid.',
      })
    }
    return { ...bare, folder, table: parsed.table, rule: printLiteral(parsed.text) }
  }
  if (validate !== undefined) {
    return { ...bare, folder: 'migration-validate', ...parseValidate(validate, slices, earlier) }
  }
  return { ...bare, folder: 'migration' }
}

/**
 * The name as it stands in the file's name and in the database.
 *
 * @throws UserError with the reason
 */
export function migrationName(typed: string): string {
  const refuse = (problem: string) =>
    new UserError(`A migration cannot be named ${shown(typed)}: ${problem}.`, {
      help: 'Say what it does, in letters and digits, for instance articles-by-status.',
    })
  const trimmed = typed.trim()
  if (trimmed === '') throw refuse('the name is empty')
  if (/[^A-Za-z0-9 _-]/.test(trimmed)) throw refuse('it has a character that is no letter or digit')
  if (!/^[A-Za-z]/.test(trimmed)) throw refuse('it does not start with a letter')
  const name = snakeCase(splitWords(trimmed))
  if (name.length <= MAX_IDENTIFIER) return name
  throw refuse(`it has ${name.length} characters, and ${MAX_IDENTIFIER} are allowed`)
}

function parseIndex(typed: string, slices: readonly ResourceModel[]) {
  const [, tableName, list] = /^\s*([\w-]+)\s*\(([^()]*)\)\s*$/.exec(typed) ?? []
  if (tableName === undefined || list === undefined) {
    throw new UserError('An index is a table and its columns.', {
      where: shown(typed),
      help: 'For instance: --add-index "articles(status,created_at)"',
    })
  }
  const slice = storedSlice(tableName, slices)
  const columns = list.split(',').map((column) => columnOf(column.trim(), slice))
  const twice = columns.find((column, at) => columns.indexOf(column) !== at)
  if (twice !== undefined) throw new UserError(`The column ${twice} is there twice.`)
  return { table: slice.table, columns: columns.map((column) => `"${column}"`).join(', ') }
}

function columnOf(typed: string, { fields, table, softDelete }: ResourceModel): string {
  const own = fields.map(({ column }) => column)
  const kept = softDelete ? ['deleted_at'] : []
  const known = ['id', ...own, 'created_at', 'updated_at', ...kept, 'version']
  const column = snakeCase(splitWords(typed))
  if (known.includes(column)) return column
  const meant = nearest(column, known)
  throw new UserError(`The table ${table} has no column ${shown(typed)}.`, {
    help: meant ? `Did you mean ${meant}?` : `It has ${known.join(', ')}.`,
  })
}

function parseConstraint(typed: string, slices: readonly ResourceModel[]) {
  const [, tableName, text] = /^\s*([\w-]+)\s*:\s*(\S[\s\S]*?)\s*$/.exec(typed) ?? []
  const help = 'For instance: --add-constraint "articles: check (views >= 0)"'
  if (tableName === undefined || text === undefined) {
    throw new UserError('A constraint is a table, a colon and the rule.', {
      where: shown(typed),
      help,
    })
  }
  const { table } = storedSlice(tableName, slices)
  if (!/^(check|unique|foreign key|exclude)\b/i.test(text)) {
    throw new UserError('A rule begins with check, unique, foreign key or exclude.', {
      where: shown(text),
      help,
    })
  }
  const problem = ruleProblem(text)
  if (problem === undefined) return { table, text }
  throw new UserError(`The rule cannot be read: ${problem}.`, { where: shown(text), help })
}

/** What keeps the text from being one rule, and nothing behind it. */
function ruleProblem(text: string): string | undefined {
  if (/\$|\\|--|\/\*|\p{Cc}/u.test(text)) {
    return 'it has a comment, a dollar, a backslash or a line break'
  }
  const bare = text.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, '')
  if (/['"]/.test(bare)) return 'a quote is not closed'
  if (bare.includes(';')) return 'it has a semicolon'
  let depth = 0
  for (const character of bare) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (depth < 0) break
  }
  return depth === 0 ? undefined : 'its brackets do not match'
}

function parseValidate(
  typed: string,
  slices: readonly ResourceModel[],
  earlier: readonly MigrationModel[],
) {
  const [, tableName, name] = /^\s*([\w-]+)\s*:\s*([\w-]+)\s*$/.exec(typed) ?? []
  if (tableName === undefined || name === undefined) {
    throw new UserError('What is validated is a table, a colon and the name of its constraint.', {
      where: shown(typed),
      help: 'For instance: --validate-constraint "articles: views-not-negative"',
    })
  }
  const { table } = storedSlice(tableName, slices)
  const constraint = migrationName(name)
  const known = earlier.filter((one) => one.folder === 'migration-not-valid' && one.table === table)
  if (known.some(({ migration }) => migration === constraint)) return { table, constraint }
  const names = known.map(({ migration }) => migration)
  throw new UserError(`No migration added ${constraint} to ${table} as not valid.`, {
    help:
      names.length > 0
        ? `It has ${names.join(', ')}.`
        : `Add it first: npx plop migration ${name} -- --add-constraint "${table}: check (…)" --not-valid`,
  })
}

function storedSlice(typed: string, slices: readonly ResourceModel[]): ResourceModel {
  const wanted = snakeCase(splitWords(typed))
  const stored = slices.filter(({ parts }) => parts.includes('repository'))
  const found = stored.find(({ table, code }) => table === wanted || code === wanted)
  if (found) return found
  const tables = stored.map(({ table }) => table)
  const meant = nearest(wanted, tables)
  const known = tables.length > 0 ? `There are ${tables.join(', ')}.` : 'There is none yet.'
  throw new UserError(`There is no table ${shown(typed)} of a resource.`, {
    help: `${meant ? `Did you mean ${meant}?` : known} For a table of your own, write the migration: npx plop migration <name>`,
  })
}

function shown(typed: string): string {
  const short = typed.length > 80 ? `${typed.slice(0, 77)}...` : typed
  return JSON.stringify(short).replaceAll(/[^\x20-\x7e]/g, '?')
}
