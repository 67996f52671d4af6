import fc from 'fast-check'
import { UserError } from '../../../src/errors.ts'
import type { Manifest, ResourceOperation } from '../../../src/manifest/manifest.ts'
import { parseManifest } from '../../../src/manifest/parse.ts'
import { parseDescription } from '../../../src/model/description.ts'
import { fieldTypes } from '../../../src/model/field-types/table.ts'
import { scanFields } from '../../../src/model/fields.ts'
import { generatedNames } from '../../../src/model/generated-names.ts'
import { packageVersion } from '../../../src/package.ts'

// Resources as a hostile or a careless person would ask for them. What the field language knows is
// found by asking it, so that a type, a modifier or an option that joins it takes part by itself.

export type Specification = Omit<ResourceOperation, 'at' | 'run'> &
  Readonly<Record<string, unknown>>

/** Resources that every project has, so that others can refer to them. */
const neighbours: readonly Specification[] = [
  { name: 'user', fields: 'name:string' },
  { name: 'tag', fields: 'label:string(40)' },
]

/** A project of the neighbours and these. */
export function projectWith(
  specifications: readonly Specification[],
  features: Manifest['features'] = {},
): Manifest {
  const history = [...neighbours, ...specifications].map((specification, index) => {
    const [minutes, seconds] = [Math.floor(index / 60), index % 60].map((n) => `${n + 10}`)
    return {
      at: `20261122T09${minutes}${twoDigits(Number(seconds) - 10)}Z`,
      run: 'resource',
      ...specification,
    }
  })
  return {
    version: packageVersion(),
    name: 'my-api',
    features,
    packageManager: 'npm',
    history: history as unknown as Manifest['history'],
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** Tells whether this is done without a refusal; any other error is thrown. */
export function accepts(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

const list = (text: string) => text.trim().split(/\s+/)

/** Texts that break what is put together carelessly. */
const hostileTexts = [
  ...[
    '',
    "'",
    '"',
    '`',
    `\${1}`,
    `\${process.exit(1)}`,
    '\\',
    '\n',
    '\r\n',
    '\t',
    '*/',
    '/*',
    '//',
  ],
  ...['</script>', '<!--', '$&', '$1', "it's", '{{x}}', '{{{y}}}', '}`', '😀', '漢字', "''\"", '?'],
  ...['--', "'); drop table users; --", ': b', ' => ', 'a, b', '(', ']', '\0', '\ud800', '\u2028'],
  ...[
    '\u202eabc',
    '\u200b',
    '\ufeff',
    '__proto__',
    'constructor',
    'null',
    'true',
    'undefined',
    '%s',
  ],
  ...['x'.repeat(300), '😀'.repeat(200), 'a b '.repeat(60), 'x'.repeat(10_000), '- [ ] | x |'],
]

const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 120 }) },
)

/** As the field language quotes it. */
const quoted = (text: string) => JSON.stringify(text)

const nastyWords = list(`
  class default constructor prototype to-string type data length name value key keys order group
  user select from where table limit offset cursor sort page filter include fields wire input row
  now async await of get set static let yield new delete function this null true false undefined
  nan infinity eval arguments in is as error date map object string number boolean symbol id2
  index status version2 query body params headers request reply service resource title URL
  published_at createdBy x is-new has_own then toJSON-2 APIKey imageURLs oauth2Client x1 a1b2
`)

const letters = [...'abcdefghijklmnopqrstuvwxyz']
const word = (maxLength: number) =>
  fc
    .tuple(
      fc.constantFrom(...letters),
      fc.string({ unit: fc.constantFrom(...letters, '1', '7'), maxLength: maxLength - 1 }),
    )
    .map(([first, rest]) => first + rest)

/** Of any length that is allowed, every one as likely as the other. */
const longName = fc
  .tuple(fc.integer({ min: 1, max: 40 }), word(40), fc.constantFrom('', '-', '_'))
  .map(([length, text, separator]) => {
    const whole = text.padEnd(length, 'lorem').slice(0, length)
    const middle = Math.floor(length / 2)
    return length > 6 ? `${whole.slice(0, middle)}${separator}${whole.slice(middle + 1)}` : whole
  })

const name = fc.oneof(
  { weight: 6, arbitrary: longName },
  { weight: 4, arbitrary: fc.constantFrom(...nastyWords) },
  { weight: 2, arbitrary: fc.constantFrom(...generatedNames) },
)

const pieces = {
  arguments: [
    ...['', '(1)', '(10)', '(200)', '(10000)', '(10001)', '(0)', '(10,2)', '(5,5)', '(38,10)'],
    ...[
      '(draft,published)',
      '(a)',
      '(in_progress,done,on-hold)',
      '(true,false)',
      '(null,x)',
      '(A,a)',
    ],
    ...[
      '(class,default,new)',
      '(constructor,__proto__)',
      '("it\'s","two words")',
      '(1,2)',
      '(id,Id)',
    ],
    ...['(user)', '(tag)', '(nobody)'],
  ],
  modifiers: [
    ...['unique', 'index', 'min(0)', 'min(1)', 'min(-5)', 'max(1)', 'max(5)', 'max(1000)'],
    ...['pattern(^[a-z]+$)', 'pattern([0-9]{3})', 'pattern(^a`b$)', 'writeonly', 'readonly'],
    ...['pattern(^[A-Z]{2}-\\d{4}$)', 'pattern([^<>]+)', 'pattern("\\p{Lu}.*")', 'pattern((a|b)+)'],
    ...['pattern([\'"`]\\$\\{\\w+\\})', 'pattern(\\*/[^*]+)', 'pattern(\\S{3,600})', 'pattern(.*)'],
    ...['cascade', 'restrict', 'setnull', 'read(hr)', 'write(hr)', 'read(a:b-c_1)', 'write(`x`)'],
  ],
  defaults: [
    ...[
      '0',
      '1',
      '-1',
      '5',
      '1.5',
      '0.10',
      '2147483647',
      '-2147483648',
      '9007199254740993',
      'true',
    ],
    ...['false', 'now', '2026-01-31T09:30:00Z', '0001-01-01T00:00:00Z', '2026-01-31', 'draft', 'a'],
    ...[
      'class',
      '"it\'s"',
      '{}',
      '[]',
      '"{}"',
      '"[]"',
      'https://example.org/a?b=c',
      'a@example.org',
    ],
    ...['0198c5d8-0000-7000-8000-000000000000', ...hostileTexts.map(quoted)],
  ],
}

const known = new Map<string, readonly string[]>()

/** Those of the candidates with which the field language takes the field. */
function taken(candidates: readonly string[], spell: (piece: string) => string): readonly string[] {
  const key = spell('\0') + candidates.length
  const found =
    known.get(key) ?? candidates.filter((piece) => accepts(() => scanFields(spell(piece))))
  known.set(key, found)
  return found
}

const chosenFrom = (found: readonly string[], otherwise: string) =>
  found.length === 0 ? fc.constant(otherwise) : fc.constantFrom(...found)

/** A field of this type that is right at least piece by piece. */
function fieldOf(type: string): fc.Arbitrary<string> {
  return chosenFrom(
    taken(pieces.arguments, (args) => `x:${type}${args}`),
    '',
  ).chain((args) => {
    const whole = `${type}${args}`
    const suffixes = taken(['', '[]'], (suffix) => `x:${whole}${suffix}`)
    const modifiers = taken(pieces.modifiers, (modifier) => `x:${whole}:${modifier}`)
    const defaults = taken(pieces.defaults, (value) => `x:${whole}=${value}`)
    return fc
      .record({
        fieldName: name,
        suffix: chosenFrom(suffixes, ''),
        nullable: fc.constantFrom('', '?'),
        chosen: fc.subarray([...modifiers], { maxLength: Math.min(3, modifiers.length) }),
        value: fc.option(fc.oneof(chosenFrom(defaults, '0'), hostileText.map(quoted)), {
          nil: undefined,
          freq: 2,
        }),
      })
      .map(({ fieldName, suffix, nullable, chosen, value }) => {
        const start = `${fieldName}:${whole}${suffix}${nullable}`
        const end = value === undefined ? '' : `=${value}`
        return start + chosen.map((modifier) => `:${modifier}`).join('') + end
      })
  })
}

/** Of every type there is, as likely as every other. */
const field = fc.oneof(...Object.keys(fieldTypes).map(fieldOf))
/** One that the field language takes. */
export const fieldText = field.filter((text) => accepts(() => scanFields(text)))

const fields = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.uniqueArray(fieldText, {
      minLength: 1,
      maxLength: 50,
      // So that two of them do not meet more often than not.
      selector: (text) => text.slice(0, text.indexOf(':')).replaceAll(/[-_ ]/g, '').toLowerCase(),
    }),
  },
  { weight: 2, arbitrary: fc.array(field, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(hostileText, { minLength: 1, maxLength: 3 }) },
)

/** Options of a resource that the manifest knows. */
const options = Object.entries<fc.Arbitrary<unknown>>({
  access: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('public', 'authenticated', 'owner', 'role(a:b-c_1)') },
    { weight: 1, arbitrary: fc.constantFrom('role(`x`)', 'role()', 'nobody') },
  ),
  softDelete: fc.constant(true),
  apiVersion: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: 999 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1000, 1.5, '2') },
  ),
  description: fc.oneof(
    { weight: 9, arbitrary: hostileText.filter((text) => accepts(() => parseDescription(text))) },
    { weight: 1, arbitrary: hostileText },
  ),
}).filter(([key, values]) => fc.sample(values, 20).some((value) => isKnown(key, value)))

function isKnown(key: string, value: unknown): boolean {
  const text = JSON.stringify(projectWith([{ name: 'a', fields: 'b:text', [key]: value }]))
  return accepts(() => parseManifest(text, { version: packageVersion() }))
}

/** A resource; about one in three is to be refused. */
export const specification: fc.Arbitrary<Specification> = fc
  .record({
    name: fc.oneof({ weight: 20, arbitrary: name }, { weight: 1, arbitrary: hostileText }),
    plural: fc.option(fc.oneof(name, hostileText), { nil: undefined, freq: 4 }),
    // The generator refuses a resource without fields before there is an operation.
    fields: fields.map((all) => all.join(' ')).filter((text) => text.trim() !== ''),
    chosen: fc.record(Object.fromEntries(options), { requiredKeys: [] }),
    // What has fields for some is rarely for everyone, which is refused.
    whom: fc.constantFrom('authenticated', 'owner', 'authenticated', 'role(x)', undefined),
  })
  .map(({ name: typed, plural, fields: text, chosen, whom }) => ({
    name: typed,
    ...(plural !== undefined && { plural }),
    fields: text,
    ...chosen,
    ...(whom !== undefined && /:(read|write)\(/.test(text) && { access: whom }),
  }))
