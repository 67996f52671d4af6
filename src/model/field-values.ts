import {
  EMAIL_MAX,
  type Field,
  type FieldTypeName,
  longest,
  type Scalar,
  URL_MAX,
} from './field.ts'

export const INTEGER_MIN = -2_147_483_648
export const INTEGER_MAX = 2_147_483_647
export const BIGINT_MIN = '-9223372036854775808'
export const BIGINT_MAX = '9223372036854775807'

/** Why a text is no value of a field. */
export interface Refusal {
  readonly problem: string
  readonly help: string
}

type Shape = Pick<Field, 'type' | 'max' | 'precision' | 'scale' | 'values'>
type Reader = (text: string, shape: Shape) => Scalar | Refusal

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/

/** One value of a field (of a list: one item), from its text to its canonical form. */
export function readValue(text: string, shape: Shape): Scalar | Refusal {
  return readers[shape.type](text, shape)
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'problem' in value
}

/** Negative, zero or positive: how two numbers of this type stand to each other. */
export function compareNumbers(type: FieldTypeName, a: Scalar, b: Scalar): number {
  if (type !== 'bigint' && type !== 'decimal') return Number(a) - Number(b)
  // Two decimals of one field have equally many digits behind the point.
  const [left, right] = [a, b].map((value) => BigInt(String(value).replace('.', '')))
  return left === right ? 0 : (left as bigint) < (right as bigint) ? -1 : 1
}

const readers: Readonly<Record<FieldTypeName, Reader>> = {
  string: readText,
  text: readText,
  integer: (text) => {
    const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) + 0 : Number.NaN
    if (value >= INTEGER_MIN && value <= INTEGER_MAX) return value
    return {
      problem: `An integer is a whole number from ${INTEGER_MIN} to ${INTEGER_MAX}.`,
      help: 'For instance: views:integer=0. What is larger is a bigint.',
    }
  },
  bigint: (text) => {
    const value = /^[+-]?\d{1,40}$/.test(text) ? BigInt(text.replace('+', '')) : undefined
    if (value !== undefined && value >= BigInt(BIGINT_MIN) && value <= BigInt(BIGINT_MAX))
      return String(value)
    return {
      problem: `A bigint is a whole number from ${BIGINT_MIN} to ${BIGINT_MAX}.`,
      help: 'For instance: size:bigint=0. What is larger is a decimal(30,0).',
    }
  },
  decimal: readDecimal,
  float: (text) => {
    const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(text)
    const value = isNumber && text.length <= 400 ? Number(text) + 0 : Number.NaN
    if (Number.isFinite(value)) return value
    return {
      problem: 'A float is a number that is not infinite.',
      help: 'For instance: weight:float=0.5 or mass:float=6e23',
    }
  },
  boolean: (text) => {
    if (text === 'true' || text === 'false') return text === 'true'
    return { problem: 'A boolean is true or false.', help: 'For instance: live:boolean=false' }
  },
  uuid: (text) => {
    if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase()
    return {
      problem: 'A uuid is 32 hexadecimal digits in five groups.',
      help: 'For instance: 0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
    }
  },
  date: (text) => {
    if (text === 'today' || isDay(text)) return text
    return {
      problem: 'A date is today, or a day as year-month-day.',
      help: 'For instance: due:date=today or since:date=2026-01-31',
    }
  },
  timestamp: (text) => {
    if (text === 'now') return text
    const time = isoTime(text)
    if (time !== undefined) return new Date(time).toISOString()
    return {
      problem: 'A timestamp is now, or a time with its zone.',
      help: 'For instance: publishedAt:timestamp=now or startsAt:timestamp=2026-01-31T09:30:00Z',
    }
  },
  json: (text) => {
    const value = parseJson(text)
    if (typeof value === 'object' && value !== null && !/\\u0000|\\ud[89a-f]/i.test(text)) {
      return JSON.stringify(value)
    }
    return {
      problem: 'A json is an object or a list in JSON, with text that a database can keep.',
      help: 'For instance: settings:json={} or blocks:json=[]',
    }
  },
  enum: (text, { values = [] }) => {
    if (values.includes(text)) return text
    return { problem: 'This is none of the values.', help: `Values: ${values.join(', ')}.` }
  },
  email: (text, shape) => {
    const limit = Math.min(EMAIL_MAX, longest(shape))
    if (text.length <= limit && EMAIL.test(text)) return text
    return {
      problem: `An email is an address of at most ${limit} characters.`,
      help: 'For instance: contact:email=someone@example.com',
    }
  },
  url: (text, shape) => {
    const limit = Math.min(URL_MAX, longest(shape))
    if (text.length <= limit && HTTP_URL.test(text) && URL.canParse(text)) return text
    return {
      problem: `A url begins with http:// or https:// and has at most ${limit} characters of ASCII.`,
      help: 'For instance: homepage:url=https://example.com/',
    }
  },
  ref: () => ({ problem: 'A ref has no default.', help: 'Leave out the =.' }),
  many: () => ({ problem: 'A many has no default.', help: 'Leave out the =.' }),
}

const EMAIL = /^[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+$/
const HTTP_URL = /^https?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+$/

function readText(text: string, shape: Shape): Scalar | Refusal {
  const length = [...text].length
  const max = longest(shape)
  if (length > max) {
    return {
      problem: `The default has ${length} characters, and the field holds ${max}.`,
      help: 'Shorten it, or make the field longer.',
    }
  }
  if (text.includes('\0') || !isWellFormed(text)) {
    return {
      problem: 'The default has a character that no database can keep.',
      help: 'Leave out NUL characters and halves of a surrogate pair.',
    }
  }
  return text
}

function readDecimal(text: string, { precision = 0, scale = 0 }: Shape): Scalar | Refusal {
  const [, sign = '', whole = '', fraction = ''] =
    /^([+-]?)(\d{1,200})(?:\.(\d{1,200}))?$/.exec(text) ?? []
  const digits = whole.replace(/^0+(?=.)/, '')
  const behind = fraction.replace(/0+$/, '').padEnd(scale, '0')
  const isTooLong = digits !== '0' && digits.length > precision - scale
  if (whole === '' || isTooLong || behind.length > scale) {
    const example = `${'9'.repeat(precision - scale) || '0'}${scale > 0 ? `.${'9'.repeat(scale)}` : ''}`
    return {
      problem: `A decimal(${precision},${scale}) has at most ${precision - scale} digits before the point and ${scale} behind it.`,
      help: `The largest one is ${example}.`,
    }
  }
  const value = scale > 0 ? `${digits}.${behind}` : digits
  return sign === '-' && /[1-9]/.test(value) ? `-${value}` : value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// String.prototype.isWellFormed is in every Node that runs this, but not in ES2023's types.
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

function isoTime(text: string): number | undefined {
  const [, year, month, day] = ISO.exec(text) ?? []
  const time = Date.parse(text)
  if (year === undefined || Number.isNaN(time) || !isDay(`${year}-${month}-${day}`))
    return undefined
  return time
}

/** Date.parse takes 30 February for 2 March, and PostgreSQL has no year 0. */
function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (year === undefined || year === '0000' || Number.isNaN(Date.parse(text))) return false
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  return date.getUTCDate() === Number(day)
}
