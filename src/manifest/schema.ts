import type { JSONPath, Node } from 'jsonc-parser'
import { nearest } from '../model/nearest.ts'
import { shown } from '../model/shown.ts'
import { describePath, keyOffset, offsetOf } from './position.ts'
import validateSchema from './schema-validator.ts'

/** One thing that is wrong with a manifest. */
export interface Problem {
  readonly offset: number
  readonly message: string
}

interface SchemaError {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly parentSchema?: { readonly properties?: object }
}

type Validate = ((value: unknown) => boolean) & { errors?: readonly SchemaError[] | null }

/** What the schema finds wrong, in the order of the file. */
export function schemaProblems(value: unknown, root: Node): readonly Problem[] {
  const validate = validateSchema as Validate
  if (validate(value)) return []
  // That a condition was not met is said by what it asks for.
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if')
  const problems = errors.map((error) => problemOf(error, root, value))
  return problems.sort((a, b) => a.offset - b.offset)
}

function problemOf(error: SchemaError, root: Node, value: unknown): Problem {
  const path = pathOf(error.instancePath, value)
  const key = path.length === 0 ? 'The file' : describePath(path)
  const offset = offsetOf(root, path)
  switch (error.keyword) {
    case 'additionalProperties': {
      const unknown = String(error.params.additionalProperty)
      const known = Object.keys(error.parentSchema?.properties ?? {})
      const meant = nearest(unknown, known)
      const hint = meant ? `Did you mean ${meant}?` : `Known: ${known.join(', ')}.`
      const message = `${describePath([...path, shown(unknown, 40)])} is not a known key. ${hint}`
      return { offset: keyOffset(root, path, unknown), message }
    }
    case 'required': {
      const missing = describePath([...path, String(error.params.missingProperty)])
      return { offset, message: `${missing} is missing.${example(error)}` }
    }
    case 'type':
      return { offset, message: `${key} must be ${kinds[String(error.params.type)]}.` }
    case 'minimum':
    case 'maximum':
      return { offset, message: `${key} must be ${shapes[lastKey(path)]}.` }
    case 'enum':
      return { offset, message: `${key} must be ${either(error.params.allowedValues)}.` }
    case 'pattern':
      return { offset, message: `${key} must be ${shapes[lastKey(path)] ?? 'of another shape'}.` }
    default:
      return { offset, message: `${key} is not right (${error.keyword}).` }
  }
}

const kinds: Readonly<Record<string, string>> = {
  array: 'a list, in [ ]',
  boolean: 'true or false',
  integer: 'a whole number',
  object: 'an object, in { }',
  string: 'text, in quotes',
}

const shapes: Readonly<Record<string, string>> = {
  access: 'public, authenticated, owner or role(editor)',
  algorithm: 'one of Ed25519, EdDSA, ES256, ES384, PS256, RS256',
  apiVersion: 'from 1 to 999',
  audience: 'text without blanks and quotes, like "my-api"',
  guard: 'the name of a guard, like "partners", or none',
  issuer: 'an address, like "https://login.example.com"',
  keys: 'own, an https address, or a public key in base64',
  concurrency: 'from 1 to 1000',
  retries: 'from 0 to 5',
  timeout: 'from 50 to 60000',
  token: 'the name of a variable, like "PAYMENTS_TOKEN"',
  totalTimeout: 'from 50 to 120000',
  url: 'the name of a variable, like "PAYMENTS_URL"',
  roles: 'names with blanks between them, like "admin support"',
  type: 'what a token calls itself, like "at+jwt"',
  scopes: 'names with blanks between them, like "orders:read orders:write"',
  overrides: 'the name of an npm package, like "@acme/alex-conventions"',
  at: 'a time in UTC, like "20261122T093000Z"',
  'history.name': 'a name of letters and digits, like "blog-post"',
  owner: 'the id of whoever owns them, a UUID in small letters',
  plural: 'a name of letters and digits, like "blog-posts"',
  resource: 'a name of letters and digits, like "blog-post"',
  name: 'small letters and digits with - _ . between them, like "my-api"',
  version: 'a version, like "1.0.0"',
}

const examples: Readonly<Record<string, string>> = {
  features: '"features": {}',
  fields: '"fields": "title:string"',
  history: '"history": []',
  packageManager: '"packageManager": "npm"',
  resource: '"resource": "article"',
  sunset: '"sunset": "2027-06-30"',
}

function lastKey(path: JSONPath): string {
  const last = String(path.at(-1))
  return last === 'name' && path[0] === 'history' ? 'history.name' : last
}

function example(error: SchemaError): string {
  const text = examples[String(error.params.missingProperty)]
  return text ? ` Write, for instance: ${text}` : ''
}

function either(allowed: unknown): string {
  const words = (allowed as readonly string[]).map((word) => `"${word}"`)
  return words.length === 1 ? `${words[0]}` : `one of ${words.join(', ')}`
}

/** The keys of a JSON pointer; a number where the value is a list. */
function pathOf(pointer: string, root: unknown): JSONPath {
  let value = root
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
      const step = Array.isArray(value) ? Number(key) : key
      value = (value as Record<string | number, unknown>)[step]
      return step
    })
}
