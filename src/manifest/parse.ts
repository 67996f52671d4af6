import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { UserError } from '../errors.ts'
import { packageManagerNames } from '../model/package-managers.ts'
import { projectNameProblem } from '../model/project-name.ts'
import {
  MANIFEST_FILE,
  type Manifest,
  type Operation,
  PACKAGE_NAME,
  type PackageManagerName,
  type SliceOperation,
  subjectOf,
} from './manifest.ts'
import { describeOffset, describePath, duplicateKey, offsetOf } from './position.ts'
import { type Problem, schemaProblems } from './schema.ts'
import { stampTime } from './stamp.ts'
import { compareVersions, isVersion } from './version.ts'

export interface ParseOptions {
  /** The version of the running copy. */
  readonly version: string
  /** A manifest of an older version is taken too. */
  readonly older?: boolean
  /** How the file is called in errors. */
  readonly file?: string
}

/**
 * Checks the text of a manifest: its syntax, its version, its schema, and what a schema cannot say.
 *
 * @throws UserError with file, line, column, the key and what to do
 */
export function parseManifest(
  text: string,
  { version, older = false, file = MANIFEST_FILE }: ParseOptions,
) {
  const refuse = ({ offset, message }: Problem, help: string) =>
    new UserError(message, { where: describeOffset(file, text, offset), help })

  const root = parseStrict(text, file)
  const duplicate = duplicateKey(root)
  if (duplicate) {
    const message = `${describePath(duplicate.path)} is there twice.`
    throw refuse({ offset: duplicate.offset, message }, 'Leave one of them out.')
  }

  const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
  const other = otherVersion(value, version)
  if (other !== undefined && !(older && compareVersions(other, version) < 0)) {
    throw new UserError(
      `This project is made by ${PACKAGE_NAME} ${other}, and ${version} is running.`,
      {
        where: describeOffset(file, text, offsetOf(root, ['version'])),
        help: versionHelp(other, version, value as Manifest),
      },
    )
  }

  const problems = schemaProblems(value, root)
  const [first, ...rest] = problems.length > 0 ? problems : furtherProblems(value as Manifest, root)
  if (first) {
    const more = rest.slice(0, 9).map((problem) => {
      return `${describeOffset(file, text, problem.offset)} ${problem.message}`
    })
    const help = ['Correct it, or take the file back from git: git checkout -- alex.json']
    throw refuse(first, [...(more.length > 0 ? ['Also:', ...more] : []), ...help].join('\n'))
  }
  return value as Manifest
}

/**
 * The manifest of a project that may be between two versions: of that of a newer one, only what it
 * takes to end an operation is checked, since it may know other keys.
 *
 * @throws UserError as `parseManifest` does
 */
export function parseManifestOfAny(text: string, version: string): Manifest {
  parseStrict(text, MANIFEST_FILE)
  const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
  const other = otherVersion(value, version)
  if (other === undefined || compareVersions(other, version) < 0) {
    return parseManifest(text, { version, older: true })
  }
  const { packageManager, features } = value as Partial<Manifest>
  if (packageManagerNames.includes(packageManager as PackageManagerName) && features) {
    return value as Manifest
  }
  return parseManifest(text, { version })
}

function parseStrict(text: string, file: string): Node {
  const errors: ParseError[] = []
  const body = text.replace(/^\ufeff/, ' ')
  const root = parseTree(body, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  if (root && !first) return root
  const offset = first?.offset ?? 0
  throw new UserError(`${MANIFEST_FILE} is not JSON: ${syntaxProblem(first)}.`, {
    where: describeOffset(file, text, offset),
    help: 'Correct it, or take the file back from git: git checkout -- alex.json',
  })
}

const syntaxProblems: Readonly<Record<string, string>> = {
  CloseBraceExpected: 'here a } or a comma is missing',
  CloseBracketExpected: 'here a ] or a comma is missing',
  ColonExpected: 'here a : is missing',
  CommaExpected: 'here a comma is missing',
  EndOfFileExpected: 'it ends, and then there is more',
  InvalidCharacter: 'this character cannot stand in text; write it as an escape',
  InvalidCommentToken: 'it cannot have comments',
  InvalidEscapeCharacter: 'there is no such escape',
  InvalidNumberFormat: 'this is not a number',
  InvalidSymbol: 'this word is not known',
  InvalidUnicode: 'an escape is \\u and four digits',
  PropertyNameExpected: 'here a key in double quotes should stand',
  UnexpectedEndOfComment: 'it cannot have comments',
  UnexpectedEndOfNumber: 'this is not a number',
  UnexpectedEndOfString: 'the quotes are not closed',
  ValueExpected: 'here a value is missing',
}

function syntaxProblem(error: ParseError | undefined): string {
  if (!error) return 'the file is empty'
  return syntaxProblems[printParseErrorCode(error.error)] ?? 'this cannot stand here'
}

// Before the schema: another version may know other keys.
function otherVersion(value: unknown, version: string): string | undefined {
  const other = (value as { version?: unknown } | null)?.version
  if (typeof other !== 'string' || other === version) return undefined
  return isVersion(other) ? other : undefined
}

function versionHelp(version: string, running: string, { features }: Partial<Manifest>): string {
  const own = 'Install what the project depends on, and run its own copy: npx plop'
  // A version that did not come from the registry cannot be had from there.
  const that = features?.vendored ? [] : [`or that version: npx ${PACKAGE_NAME}@${version}`]
  if (compareVersions(version, running) > 0) return [own, ...that].join('\n')
  const update = features?.vendored
    ? `${PACKAGE_NAME} update, by the copy that is running`
    : `npx ${PACKAGE_NAME}@${running} update`
  return [own, ...that, `Or bring the project to ${running}: ${update}`].join('\n')
}

const sliceKeys = ['at', 'run', 'name', 'plural']

/** The schema knows the keys of all operations; these are those of each. */
const keysOf: Readonly<Record<Operation['run'], readonly string[]>> = {
  resource: [...sliceKeys, 'fields', 'access', 'guard', 'softDelete', 'description', 'apiVersion'],
  repository: [...sliceKeys, 'fields', 'access', 'softDelete'],
  service: [...sliceKeys, 'fields'],
  controller: [...sliceKeys, 'access', 'guard', 'description', 'apiVersion'],
  migration: ['at', 'run', 'name', 'index', 'constraint', 'notValid', 'validate'],
  version: ['at', 'run', 'name', 'sunset', 'notice'],
  field: ['at', 'run', 'resource', 'add', 'rename', 'drop', 'alter'],
  options: ['at', 'run', 'resource', 'access', 'guard', 'owner', 'softDelete', 'description'],
  'jwt-middleware': [
    'at',
    'run',
    'name',
    'keys',
    'issuer',
    'audience',
    'algorithm',
    'type',
    'scopes',
    'roles',
  ],
  'circuit-breaker': [
    'at',
    'run',
    'name',
    'operations',
    'url',
    'token',
    'timeout',
    'totalTimeout',
    'retries',
    'concurrency',
  ],
  job: [
    'at',
    'run',
    'name',
    'data',
    'schedule',
    'retries',
    'retryDelaySeconds',
    'timeoutSeconds',
    'concurrency',
  ],
  webhook: ['at', 'run', 'name', 'scheme', 'events', 'secret'],
  remove: ['at', 'run', 'name', 'integration', 'job', 'webhook'],
  upgrade: ['at', 'run', 'name'],
}

/** Of an operation that changes what is there, the keys of which it has at least one. */
const changes: Readonly<Partial<Record<Operation['run'], readonly string[]>>> = {
  field: ['add', 'rename', 'drop', 'alter'],
  options: ['access', 'guard', 'softDelete', 'description'],
  'jwt-middleware': ['keys'],
  'circuit-breaker': ['operations'],
}

function kindOf({ run }: Operation): string {
  return run === 'options' ? 'options' : `a ${run}`
}

/** What is there already is given its further parts without saying its fields again. */
function emptyFields({ run, name }: SliceOperation): string {
  const help = 'say at least one, like "title:string"'
  return `is empty (${run} ${name}): ${run === 'service' ? `${help}, or leave the key out` : help}.`
}

function furtherProblems(manifest: Manifest, root: Node): Problem[] {
  const problems: Problem[] = []
  const report = (path: (string | number)[], message: string) => {
    problems.push({ offset: offsetOf(root, path), message: `${describePath(path)} ${message}` })
  }

  const nameProblem = projectNameProblem(manifest.name)
  if (nameProblem) report(['name'], `cannot be "${manifest.name}": ${nameProblem}.`)

  for (const [index, operation] of manifest.history.entries()) {
    const known = keysOf[operation.run]
    const unknown = Object.keys(operation).filter((key) => !known.includes(key))
    for (const key of unknown) {
      const list = `Known: ${known.join(', ')}.`
      report(['history', index, key], `is not a key of ${kindOf(operation)}. ${list}`)
    }
    if ('fields' in operation && operation.fields?.trim() === '') {
      report(['history', index, 'fields'], emptyFields(operation))
    }
    const forms = ['index', 'constraint', 'validate'].filter((key) => key in operation)
    if (forms.length > 1) report(['history', index], `has both ${forms.join(' and ')}.`)
    if (operation.run === 'migration' && operation.notValid && !operation.constraint) {
      report(['history', index, 'notValid'], 'goes with a constraint alone.')
    }
    const changing = changes[operation.run]
    if (changing && !changing.some((key) => key in operation)) {
      report(['history', index], `changes nothing: it has none of ${changing.join(', ')}.`)
    }
  }

  const upgrades = manifest.history.filter(({ run }) => run === 'upgrade').map(subjectOf)
  const twice = upgrades.find((name, index) => upgrades.indexOf(name) !== index)
  if (twice !== undefined) {
    const index = manifest.history.findLastIndex((one) => subjectOf(one) === twice)
    report(['history', index], `is there twice: upgrade ${twice}. A migration is brought once.`)
  }

  let last = ''
  manifest.history.forEach(({ at }, index) => {
    const path = ['history', index, 'at']
    if (stampTime(at) === undefined) report(path, `is not a real time: ${at}.`)
    else if (at === last) report(path, `is there twice: ${at}. Every operation has its own time.`)
    else if (at < last) report(path, `is ${at}, before the operation above it (${last}).`)
    if (at > last) last = at
  })
  return problems
}
