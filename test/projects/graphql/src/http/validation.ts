import { AjvCompiler, type BuildCompilerFromPool } from '@fastify/ajv-compiler'
import type { FastifySchemaValidationError, FastifyServerOptions } from 'fastify'
import { READ_ROLES, SORT_ROLES, WRITE_ROLES } from './field-rules.ts'
import type { RequestFault } from './http-error.ts'

type SchemaController = NonNullable<FastifyServerOptions['schemaController']>

interface TextFormat {
  readonly type: 'string'
  validate(text: string): boolean
  compare(a: string, b: string): number
}

/** Numbers that are text on the wire. They are compared for `formatMinimum` and `formatMaximum`. */
const numbersInText: Readonly<Record<string, TextFormat>> = {
  int64: { type: 'string', validate: isInt64, compare: compareDecimals },
  decimal: { type: 'string', validate: isDecimal, compare: compareDecimals },
}

function isInt64(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)
}

function isDecimal(text: string): boolean {
  return /^-?\d{1,101}(?:\.\d{1,101})?$/.test(text)
}

/** Below zero when the first is less. What is no decimal is as large as any: its format refuses it. */
function compareDecimals(a: string, b: string): number {
  if (!isDecimal(a) || !isDecimal(b)) return 0
  const scale = Math.max(...[a, b].map((text) => text.split('.')[1]?.length ?? 0))
  const [left, right] = [a, b].map((text) => {
    const [whole = '', fraction = ''] = text.split('.')
    return BigInt(whole + fraction.padEnd(scale, '0'))
  }) as [bigint, bigint]
  return left === right ? 0 : left < right ? -1 : 1
}

/** Teaches a validator the formats of numbers in text. */
export function addNumberFormats(ajv: {
  addFormat(name: string, format: TextFormat): unknown
}): void {
  for (const [name, format] of Object.entries(numbersInText)) ajv.addFormat(name, format)
}

const common = {
  // Which things an id is one of, and whom a field is for: nothing that a value is checked for.
  keywords: ['x-references', READ_ROLES, WRITE_ROLES, SORT_ROLES],
  removeAdditional: false,
  allErrors: true,
  allowUnionTypes: true,
}

/**
 * A body is taken as it is: Fastify's own settings would turn `"5"` into `5`, wrap a value into a
 * list and drop unknown keys in silence. What was left out of it is left out: defaults are the
 * entity's. A path, a query and a header are text, so their numbers and booleans have to be read
 * from it, and a list from a parameter that is given once.
 */
export function createSchemaController(): SchemaController {
  const compilers = AjvCompiler()
  const buildValidator: BuildCompilerFromPool = (schemas) => {
    const strict = compilers(schemas, {
      customOptions: { ...common, coerceTypes: false, useDefaults: false },
      onCreate: addNumberFormats,
    })
    const reading = compilers(schemas, {
      // `strictNumbers` would pass over what is not finite, and the text `Infinity` becomes just that.
      customOptions: { ...common, coerceTypes: 'array', useDefaults: true, strictNumbers: false },
      onCreate: addNumberFormats,
    })
    // What is passed here is the schema together with the part of the request that it is for.
    return (route) =>
      ((route as { httpPart?: string }).httpPart === 'body' ? strict : reading)(route)
  }
  return { compilersFactory: { buildValidator } }
}

/** A caller makes up keys; there is no need to say all of a long one back. */
const MAX_PATH_LENGTH = 1_024

/** Says of each validation error where it is and what is wrong, in our words where Ajv's are odd. */
export function toRequestFaults(
  errors: readonly FastifySchemaValidationError[],
  part: string,
): RequestFault[] {
  return withoutNoise(errors).map((error) => {
    const path = pathOf(error).slice(0, MAX_PATH_LENGTH)
    const fault = { code: codes[error.keyword] ?? error.keyword, message: messageOf(error) }
    return part === 'body' ? { pointer: path, ...fault } : { parameter: path.slice(1), ...fault }
  })
}

const codes: Readonly<Record<string, string>> = {
  additionalProperties: 'unknown',
  unevaluatedProperties: 'unknown',
}

function messageOf({ keyword, message, params }: FastifySchemaValidationError): string {
  if (keyword === 'required') return 'is required'
  if (codes[keyword] === 'unknown') return 'is not known'
  if (keyword === 'enum') return `must be one of ${JSON.stringify(params.allowedValues)}`
  return message ?? 'is not valid'
}

/** Ajv points at the object that lacks a key or has one too many; people look for the key. */
function pathOf({ instancePath, params }: FastifySchemaValidationError): string {
  const key = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty
  if (typeof key !== 'string') return instancePath
  return `${instancePath}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/**
 * A value that may be null and is wrong fails three times: as what it is, as null, and as neither.
 * Only the first helps. And what may have one of several shapes fails as each of them.
 */
function withoutNoise(errors: readonly FastifySchemaValidationError[]) {
  const isNoise = ({ keyword, params }: FastifySchemaValidationError) =>
    keyword === 'anyOf' || keyword === 'oneOf' || (keyword === 'type' && params.type === 'null')
  const telling = new Set(errors.filter((it) => !isNoise(it)).map((it) => it.instancePath))
  return asIntended(errors.filter((it) => !isNoise(it) || !telling.has(it.instancePath)))
}

/** Without what is wrong with shapes that lack a key which was sent: another one was meant. */
function asIntended(errors: readonly FastifySchemaValidationError[]) {
  const shapeOf = ({ schemaPath }: FastifySchemaValidationError) =>
    /^#\/(?:anyOf|oneOf)\/\d+/.exec(schemaPath)?.[0]
  const others = new Set(errors.filter((it) => it.keyword in codes).map(shapeOf))
  const isMeant = (error: FastifySchemaValidationError) => !others.has(shapeOf(error))
  return errors.some((it) => shapeOf(it) && isMeant(it)) ? errors.filter(isMeant) : errors
}
