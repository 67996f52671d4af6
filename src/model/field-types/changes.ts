import { type Field, type FieldTypeName, longest } from '../field.ts'

/** What becomes of the values of a column when its type is changed. */
export interface TypeChange {
  /** Nobody can use the table while every row is written anew. */
  readonly rewrites: boolean
  /** The value in SQL, of a column in quotes, where a cast is not all. */
  readonly using?: (column: string) => string
  /** What is lost, for a person: the change has to be allowed. */
  readonly loss?: string
  /** Which values it fails on, for a person, and then nothing is changed. */
  readonly fails?: string
}

type Rule = (before: Field, after: Field) => TypeChange | undefined

const kept: Rule = () => ({ rewrites: false })
const rewritten: Rule = () => ({ rewrites: true })
const rounded: Rule = () => ({
  rewrites: true,
  loss: 'digits behind the point are rounded away',
  fails: 'a number is too large',
})
const imprecise: Rule = () => ({ rewrites: true, loss: 'digits beyond the 15th may change' })

/** Text of one length as text of another: what is too long is cut off. */
const cut: Rule = (before, after) =>
  lengthOf(before) <= lengthOf(after)
    ? { rewrites: false }
    : { rewrites: true, loss: `what is longer than ${lengthOf(after)} characters is cut off` }

/** What has a fixed spelling is of no use when it is cut. */
const spelled =
  (length: number): Rule =>
  (_, after) =>
    lengthOf(after) >= length ? { rewrites: true } : undefined

/** Whole numbers of so many digits as decimals. */
const wholeAsDecimal =
  (digits: number): Rule =>
  (_, after) =>
    wholeDigits(after) >= digits
      ? { rewrites: true }
      : { rewrites: true, fails: 'a number is too large' }

const decimalAsWhole: Rule = (before, after) =>
  before.scale === 0 ? { rewrites: true, fails: 'a number is too large' } : rounded(before, after)

const decimals: Rule = (before, after) => {
  const [from, to] = [before.scale ?? 0, after.scale ?? 0]
  const fails = wholeDigits(after) < wholeDigits(before) && { fails: 'a number is too large' }
  if (to < from) {
    return {
      rewrites: true,
      loss: `what has more than ${to} digits behind the point is rounded`,
      ...fails,
    }
  }
  return { rewrites: to !== from || Boolean(fails), ...fails }
}

const dayAsTime: Rule = ({ list }) =>
  list
    ? undefined
    : { rewrites: true, using: (column) => `${column}::timestamp at time zone 'utc'` }

const timeAsDay: Rule = ({ list }) =>
  list
    ? undefined
    : {
        rewrites: true,
        loss: 'the time of the day is gone',
        using: (column) => `(${column} at time zone 'utc')::date`,
      }

const UUID_LENGTH = 36

/** Every change of a type that there is; for any other, a field is dropped and another one added. */
const changes: Partial<Record<FieldTypeName, Partial<Record<FieldTypeName, Rule>>>> = {
  string: { string: cut, text: cut, enum: kept },
  text: { string: cut, text: kept, enum: kept },
  enum: { string: cut, text: kept, enum: kept },
  email: { string: cut, text: kept, email: kept },
  url: { string: cut, text: kept, url: kept },
  integer: {
    integer: kept,
    bigint: rewritten,
    decimal: wholeAsDecimal(10),
    float: rewritten,
  },
  bigint: {
    integer: () => ({ rewrites: true, fails: 'a number is too large' }),
    bigint: kept,
    decimal: wholeAsDecimal(19),
    float: imprecise,
  },
  decimal: { integer: decimalAsWhole, bigint: decimalAsWhole, decimal: decimals, float: imprecise },
  float: { integer: rounded, bigint: rounded, decimal: rounded, float: kept },
  boolean: { boolean: kept },
  uuid: { uuid: kept, string: spelled(UUID_LENGTH), text: rewritten },
  date: { date: kept, timestamp: dayAsTime },
  timestamp: { timestamp: kept, date: timeAsDay },
  json: { json: kept },
  ref: { ref: kept },
}

/** What becomes of the values, or `undefined` where they cannot become values of the other type. */
export function typeChange(before: Field, after: Field): TypeChange | undefined {
  const isOtherShape = before.list !== after.list || before.target !== after.target
  if (isOtherShape) return undefined
  return changes[before.type]?.[after.type]?.(before, after)
}

/** The types that a field of this one can be changed to. */
export function typesAfter({ type }: Pick<Field, 'type'>): readonly FieldTypeName[] {
  return Object.keys(changes[type] ?? {}) as FieldTypeName[]
}

/** As the column holds it, whatever is checked besides. */
function lengthOf(field: Field): number {
  if (field.type === 'enum') return Math.max(...(field.values ?? []).map(({ length }) => length))
  return field.type === 'text' ? longest({ type: 'text' }) : longest(field)
}

function wholeDigits({ precision = 0, scale = 0 }: Field): number {
  return precision - scale
}
