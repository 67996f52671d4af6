import fc from 'fast-check'
import type { Description, Schema } from './document.ts'

/** Below this, only what is required is filled in. */
const MAX_DEPTH = 4

/** Makes values that a schema allows. What a pattern or format makes too rare, its examples give. */
export function createValues(
  { follow }: Pick<Description, 'follow'>,
  isValid: (schema: Schema, value: unknown) => boolean,
) {
  // Which texts are good enough is found out by trying, and the same schemas come again and again.
  const known = new Map<number, WeakMap<Schema, fc.Arbitrary<unknown>>>()

  function valuesOf(given: Schema, depth = 0): fc.Arbitrary<unknown> {
    const schema = follow(given)
    const here = known.get(depth) ?? new WeakMap<Schema, fc.Arbitrary<unknown>>()
    known.set(depth, here)
    const values =
      here.get(schema) ?? variants(schema, depth).filter((value) => isValid(schema, value))
    here.set(schema, values)
    return values
  }

  function variants(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    if ('const' in schema) return fc.constant(schema.const)
    if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
    const choices: Schema[] | undefined = schema.anyOf ?? schema.oneOf
    if (choices) return fc.oneof(...choices.map((it) => valuesOf(it, depth)))
    if (Array.isArray(schema.allOf) && schema.type === undefined) {
      const parts = schema.allOf.map((it: Schema) => variants(follow(it), depth))
      return fc.tuple(...parts).map((values) => Object.assign({}, ...values))
    }
    const types: string[] = [schema.type ?? 'any'].flat()
    return fc.oneof(...types.map((type) => ofType(type, schema, depth)))
  }

  function ofType(type: string, schema: Schema, depth: number): fc.Arbitrary<unknown> {
    switch (type) {
      case 'null':
        return fc.constant(null)
      case 'boolean':
        return fc.boolean()
      case 'integer':
        return fc.integer({
          min: Math.max(schema.minimum ?? -(2 ** 31), -(2 ** 31)),
          max: Math.min(schema.maximum ?? 2 ** 31 - 1, 2 ** 31 - 1),
        })
      case 'number':
        return numbers(schema)
      case 'string':
        return texts(schema, isValid)
      case 'array':
        return fc.array(valuesOf(schema.items ?? {}, depth + 1), {
          minLength: schema.minItems ?? 0,
          maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 3),
        })
      case 'object':
        return objects(schema, depth)
      default:
        return fc.jsonValue({ maxDepth: 2 })
    }
  }

  function objects(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const required: string[] = schema.required ?? []
    const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
    const kept = properties.filter(([key]) => depth < MAX_DEPTH || required.includes(key))
    return fc.record(
      Object.fromEntries(kept.map(([key, property]) => [key, valuesOf(property, depth + 1)])),
      { requiredKeys: required.filter((key) => key in (schema.properties ?? {})) },
    )
  }

  return valuesOf
}

function numbers({ minimum, maximum, multipleOf }: Schema): fc.Arbitrary<number> {
  if (multipleOf === undefined) {
    return fc.double({
      noNaN: true,
      noDefaultInfinity: true,
      ...(minimum !== undefined && { min: minimum }),
      ...(maximum !== undefined && { max: maximum }),
    })
  }
  const steps = (bound: number) => Math.trunc(bound / multipleOf)
  return fc
    .integer({ min: steps(minimum ?? -1_000), max: steps(maximum ?? 1_000) })
    .map((step) => step * multipleOf)
}

function texts(
  schema: Schema,
  isValid: (schema: Schema, value: unknown) => boolean,
): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 1_000, format, pattern, examples = [] } = schema
  const length = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 1_000)) }
  const plain = fc.string({ unit: 'grapheme', ...length })
  const candidates = [
    ...(format === 'int64' ? [wholeNumbers(schema)] : []),
    ...(format in formats ? [formats[format as keyof typeof formats]()] : []),
    plain,
    ...(pattern ? matching(pattern) : []),
    ...(examples.length > 0 ? [fc.constantFrom<string>(...examples)] : []),
  ]
  // The first that does not miss too often.
  const isGood = (texts: fc.Arbitrary<string>) =>
    fc.sample(texts, { seed: 1, numRuns: 20 }).filter((it) => isValid(schema, it)).length >= 5
  return candidates.find(isGood) ?? plain
}

/** Of 64 bits, as text. */
function wholeNumbers({ formatMinimum, formatMaximum }: Schema): fc.Arbitrary<string> {
  const min = BigInt(formatMinimum ?? -(2n ** 63n))
  const max = BigInt(formatMaximum ?? 2n ** 63n - 1n)
  return fc.bigInt({ min, max }).map(String)
}

function matching(pattern: string): fc.Arbitrary<string>[] {
  try {
    return [fc.stringMatching(new RegExp(pattern, 'u'))]
  } catch {
    return []
  }
}

const instants = () =>
  fc.date({
    min: new Date('0002-01-01T00:00:00Z'),
    max: new Date('9998-12-31T00:00:00Z'),
    noInvalidDate: true,
  })

/** Each is made when it is needed: that of addresses takes a second. */
const formats = {
  uuid: () => fc.uuid(),
  'date-time': () => instants().map((it) => it.toISOString()),
  date: () => instants().map((it) => it.toISOString().slice(0, 10)),
  email: () => fc.emailAddress(),
  uri: () => fc.webUrl(),
}
