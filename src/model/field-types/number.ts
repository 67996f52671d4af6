import type { Field } from '../field.ts'
import { BIGINT_MAX, BIGINT_MIN, INTEGER_MAX, INTEGER_MIN } from '../field-values.ts'
import { printLiteral } from '../literal.ts'
import { type FieldType, plain } from './field-type.ts'

const boundChecks: FieldType['checks'] = ({ list, min, max }, column) => {
  if (list) return []
  return [
    ...(min === undefined ? [] : [`${column} >= ${min}`]),
    ...(max === undefined ? [] : [`${column} <= ${max}`]),
  ]
}

/** `{ minimum: 0 }`, as the schemas take it; nothing where there is no bound. */
function bounds({ min, max }: Field): string[] {
  const said = [
    ...(min === undefined ? [] : [`minimum: ${printLiteral(min)}`]),
    ...(max === undefined ? [] : [`maximum: ${printLiteral(max)}`]),
  ]
  return said.length === 0 ? [] : [`{ ${said.join(', ')} }`]
}

/** Two values between the bounds, different where there are two. */
function between(low: bigint, high: bigint, one: bigint): [bigint, bigint] {
  const clamp = (value: bigint) => (value < low ? low : value > high ? high : value)
  const first = clamp(one)
  const second = clamp(first + one)
  return [first, second === first ? clamp(first - one) : second]
}

export const integer: FieldType = {
  ...plain,
  typescript: () => 'number',
  sql: () => 'integer',
  checks: boundChecks,
  schema: (field) => `wire.int32(${bounds(field).join('')})`.replace('int32()', 'Int32'),
  examples: ({ min = INTEGER_MIN, max = INTEGER_MAX }) => {
    const [first, second] = between(BigInt(min), BigInt(max), 1n)
    return [String(first), String(second)]
  },
  valid: ({ min = INTEGER_MIN, max = INTEGER_MAX }) => [String(min), String(max)],
  invalid: ({ min = INTEGER_MIN, max = INTEGER_MAX }) => [
    "'1'",
    '1.5',
    String(Number(max) + 1),
    String(Number(min) - 1),
  ],
}

export const bigint: FieldType = {
  ...plain,
  typescript: () => 'bigint',
  sql: () => 'bigint',
  checks: boundChecks,
  schema: (field) => `wire.int64(${bounds(field).join('')})`.replace('int64()', 'Int64'),
  entityLiteral: (wire) => `BigInt(${wire})`,
  toWire: (value) => `${value}.toString()`,
  reader: () => 'wire.toBigInt',
  entityDefault: (value) => `BigInt(${printLiteral(value)})`,
  sqlDefault: String,
  examples: ({ min = BIGINT_MIN, max = BIGINT_MAX }) => {
    const [first, second] = between(BigInt(min), BigInt(max), 1n)
    return [`'${first}'`, `'${second}'`]
  },
  valid: ({ min = BIGINT_MIN, max = BIGINT_MAX }) => [`'${min}'`, `'${max}'`],
  invalid: ({ min = BIGINT_MIN, max = BIGINT_MAX }) => [
    '1',
    "''",
    "'1.5'",
    "'007'",
    `'${BigInt(max) + 1n}'`,
    `'${BigInt(min) - 1n}'`,
  ],
}

export const decimal: FieldType = {
  ...plain,
  typescript: () => 'string',
  sql: ({ precision, scale }) => `numeric(${precision}, ${scale})`,
  checks: boundChecks,
  schema: (field) => `wire.decimal(${[field.precision, field.scale, ...bounds(field)].join(', ')})`,
  reader: ({ scale }) => `wire.toDecimal(${scale})`,
  sqlDefault: String,
  examples: (field) => {
    const [low, high] = limits(field)
    const one = 10n ** BigInt(field.precision === field.scale ? 0 : (field.scale ?? 0))
    const [first, second] = between(low, high, one)
    return [`'${unscaled(first, field)}'`, `'${unscaled(second, field)}'`]
  },
  valid: (field) => limits(field).map((value) => `'${unscaled(value, field)}'`),
  invalid: (field) => {
    const [low, high] = limits(field)
    return [
      '1',
      "''",
      "'1e3'",
      `'0.${'0'.repeat((field.scale ?? 0) + 1)}'`,
      `'${unscaled(high + 1n, field)}'`,
      `'${unscaled(low - 1n, field)}'`,
    ]
  },
}

/** The smallest and the largest decimal, as whole numbers of its last digit. */
function limits({ precision = 1, min, max }: Field): [bigint, bigint] {
  const most = 10n ** BigInt(precision) - 1n
  const scaled = (value: Field['min']) => BigInt(String(value).replace('.', ''))
  return [min === undefined ? -most : scaled(min), max === undefined ? most : scaled(max)]
}

function unscaled(value: bigint, { scale = 0 }: Field): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const sign = value < 0n ? '-' : ''
  return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-scale)}`
}

export const float: FieldType = {
  ...plain,
  typescript: () => 'number',
  sql: () => 'double precision',
  checks: boundChecks,
  schema: (field) => `wire.float(${bounds(field).join('')})`.replace('float()', 'Float'),
  examples: ({ min, max }) => {
    const low = Number(min ?? Math.min(0.5, Number(max ?? 1.5) - 1))
    const high = Number(max ?? low + 1)
    return [printLiteral(low), printLiteral(high)]
  },
  valid: ({ min = -Number.MAX_VALUE, max = Number.MAX_VALUE }) => [
    printLiteral(Number(min)),
    printLiteral(Number(max)),
  ],
  invalid: ({ min, max }) => [
    "'1'",
    'true',
    ...(max === undefined || Number(max) > 1e15 ? [] : [String(Number(max) + 1)]),
    ...(min === undefined || Number(min) < -1e15 ? [] : [String(Number(min) - 1)]),
  ],
}
