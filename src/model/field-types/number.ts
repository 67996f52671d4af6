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

/** How many values there have to be besides the examples, so that no test runs out of them. */
const FEWEST = 50

interface Room {
  /** `3`, that a number is added to; or taken from, where there is room below only. */
  readonly start: bigint
  readonly isAbove: boolean
  /** `made`; begins anew where the room is small. */
  readonly count: string
}

/** Where the values are that are none of the examples. */
function roomFor(
  low: bigint,
  high: bigint,
  [first, second]: readonly [bigint, bigint],
): Room | undefined {
  const [least, most] = first < second ? [first, second] : [second, first]
  const isAbove = high - most >= FEWEST
  const room = isAbove ? high - most : least - low
  if (room < FEWEST) return undefined
  const count = room < 10_000n ? `(made % ${room})` : 'made'
  const start = isAbove ? most : least
  if (count === 'made') return { start, isAbove, count }
  return { start: isAbove ? start + 1n : start - 1n, isAbove, count }
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
  unique: ({ min = INTEGER_MIN, max = INTEGER_MAX }) => {
    const [low, high] = [BigInt(min), BigInt(max)]
    const room = roomFor(low, high, between(low, high, 1n))
    return room && counted(room)
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
  unique: ({ min = BIGINT_MIN, max = BIGINT_MAX }) => {
    const [low, high] = [BigInt(min), BigInt(max)]
    const room = roomFor(low, high, between(low, high, 1n))
    return room && `${room.start}n ${room.isAbove ? '+' : '-'} BigInt(${bare(room.count)})`
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
    const [first, second] = decimalExamples(field)
    return [`'${unscaled(first, field)}'`, `'${unscaled(second, field)}'`]
  },
  unique: uniqueDecimal,
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

function decimalExamples(field: Field): [bigint, bigint] {
  const [low, high] = limits(field)
  const one = 10n ** BigInt(field.precision === field.scale ? 0 : (field.scale ?? 0))
  return between(low, high, one)
}

/** Counts whole numbers where there are enough of them, and otherwise in the last digit. */
function uniqueDecimal(field: Field): string | undefined {
  const { scale = 0 } = field
  const [low, high] = limits(field)
  const [first, second] = decimalExamples(field)
  const one = 10n ** BigInt(scale)
  const wholes = roomFor(ceiling(low, one), -ceiling(-high, one), [
    -ceiling(-(first < second ? first : second), one),
    ceiling(first < second ? second : first, one),
  ])
  if (wholes) {
    const value = counted(wholes)
    return scale === 0 ? `String(${value})` : `\`\${${value}}.${'0'.repeat(scale)}\``
  }
  const digits = roomFor(low, high, [first, second])
  if (!digits || !isSafe(low) || !isSafe(high) || scale > 15) return undefined
  return `((${counted(digits)}) / ${one}).toFixed(${scale})`
}

/** `3 + made`: in whole numbers of JavaScript as far as they are exact. */
function counted({ start, isAbove, count }: Room): string {
  const sign = isAbove ? '+' : '-'
  return isSafe(start) ? `${start} ${sign} ${count}` : `${start}n ${sign} BigInt(${bare(count)})`
}

function isSafe(value: bigint): boolean {
  return value > -(10n ** 15n) && value < 10n ** 15n
}

/** The quotient, or the next whole number above it. */
function ceiling(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  return quotient * divisor < value ? quotient + 1n : quotient
}

/** `(made % 98)` as an argument. */
function bare(expression: string): string {
  return expression.replace(/^\((.*)\)$/, '$1')
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
  examples: (field) => {
    const [low, high] = floatExamples(field)
    return [printLiteral(low), printLiteral(high)]
  },
  unique: (field) => {
    const [low, high] = floatExamples(field)
    const values = Array.from({ length: 1_000 }, (_, index) => low + (high - low) / (index + 2))
    const isApart = new Set([low, high, ...values]).size === values.length + 2
    if (!isApart || !Number.isFinite(high - low)) return undefined
    return `${printLiteral(low)} + ${printLiteral(high - low)} / (made + 1)`
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

function floatExamples({ min, max }: Field): [number, number] {
  const low = Number(min ?? Math.min(0.5, Number(max ?? 1.5) - 1))
  return [low, Number(max ?? low + 1)]
}
