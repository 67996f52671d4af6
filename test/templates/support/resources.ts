import fc from 'fast-check'
import { UserError } from '../../../src/errors.ts'
import type { Manifest } from '../../../src/manifest/manifest.ts'
import { type Field, formatFields, parseFields } from '../../../src/model/fields.ts'
import { resourceNames } from '../../../src/model/names.ts'

/** A resource as somebody might ask for it. */
export interface ResourceCase {
  readonly name: string
  readonly plural?: string
  readonly fields: string
}

const letters = [...'abcdefghijklmnopqrstuvwxyz']

const word = (maxLength: number) =>
  fc
    .tuple(
      fc.constantFrom(...letters),
      fc.string({ unit: fc.constantFrom(...letters, '1', '7'), maxLength: maxLength - 1 }),
    )
    .map(([first, rest]) => first + rest)

/** One to four words, of one to forty characters together, every length as likely as the other. */
const name = fc.integer({ min: 1, max: 40 }).chain((length) =>
  fc
    .tuple(
      word(40).map((text) => text.padEnd(length, 'lorem').slice(0, length)),
      fc.nat(3),
    )
    .map(([text, cuts]) => cut(text, cuts)),
)

function cut(text: string, times: number): string {
  const parts = [...text]
  for (let index = 1; index <= times; index++) {
    const at = Math.floor((text.length * index) / (times + 1))
    const isBetween = at > 0 && at < text.length - 1
    if (isBetween && /[a-z]/.test(text.charAt(at + 1))) parts[at] = '-'
  }
  return parts.join('').replaceAll(/-+/g, '-').replace(/-$/, 'x')
}

/** Names that are words of the language, or of what is made of them. */
const awkwardFields = [
  'class default new type name length data limit cursor page body url title status code id2',
  'fields example wire input row article now async await of get set static yield let arguments',
  'eval undefined nan infinity delete in function this null true next link value key order group',
]
  .join(' ')
  .split(' ')

const fieldName = fc.oneof(
  { weight: 3, arbitrary: name.map((text) => text.replaceAll(/-(.)/g, (_, c) => c.toUpperCase())) },
  { weight: 1, arbitrary: fc.constantFrom(...awkwardFields) },
)

const hostileText = fc.oneof(
  fc.constantFrom('', "'", '"', '`', `\${1}`, '\\', '\n', '*/', '</script>', '$&', "it's", '{{x}}'),
  fc.constantFrom('}`', '😀', '漢字', "''\"", '// a', '?', ': b', ' => ', 'a, b', '(', ']'),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...letters, ' '), minLength: 20, maxLength: 200 }),
)

const field: fc.Arbitrary<Field> = fc
  .record({
    name: fieldName,
    type: fc.constantFrom('string', 'text', 'integer', 'boolean', 'timestamp'),
    max: fc.constantFrom(1, 10, 255, 10_000),
    nullable: fc.boolean(),
    hasDefault: fc.boolean(),
    text: hostileText,
    integer: fc.oneof(fc.constantFrom(0, -1, 2_147_483_647, -2_147_483_648), fc.integer()),
    boolean: fc.boolean(),
    timestamp: fc.constantFrom('now', '2026-01-31T09:30:00.000Z', '0001-01-01T00:00:00.000Z'),
  })
  .map(({ name, type, max, nullable, hasDefault, ...values }) => {
    const isText = type === 'string' || type === 'text'
    const text = [...values.text].slice(0, max).join('').replaceAll('\0', '')
    const value = isText ? text : values[type as 'integer' | 'boolean' | 'timestamp']
    return {
      name,
      type: type as Field['type'],
      ...(type === 'string' && { max }),
      nullable,
      ...(hasDefault && { default: value }),
    }
  })

const accepted = (check: () => void): boolean => {
  try {
    check()
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

/** Any resource that is not refused. */
export const resourceCase: fc.Arbitrary<ResourceCase> = fc
  .record({
    name: name.filter((text) => accepted(() => resourceNames(text))),
    fields: fc.uniqueArray(
      field.filter((one) => accepted(() => parseFields(formatFields([one])))),
      { minLength: 1, maxLength: 50, selector: ({ name: key }) => key.toLowerCase(), size: 'max' },
    ),
  })
  .map(({ name: text, fields }) => ({ name: text, fields: formatFields(fields) }))

export function manifestOf(
  resources: readonly ResourceCase[],
  features: Manifest['features'] = {},
): Manifest {
  return {
    version: '0.1.0',
    name: 'my-api',
    features,
    packageManager: 'npm',
    history: resources.map(({ name: text, plural, fields }, index) => ({
      at: `20261122T09${twoDigits(Math.floor(index / 60))}${twoDigits(index % 60)}Z`,
      run: 'resource',
      name: text,
      ...(plural !== undefined && { plural }),
      fields,
    })),
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
