import { UserError } from '../../errors.ts'
import { shown } from '../shown.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

interface Part {
  readonly what: string
  readonly minimum: number
  readonly maximum: number
  /** What may stand for a number, the first for the smallest. */
  readonly names: readonly string[]
}

/** The five parts of an expression, in their order. */
const parts: readonly Part[] = [
  { what: 'minute', minimum: 0, maximum: 59, names: [] },
  { what: 'hour', minimum: 0, maximum: 23, names: [] },
  { what: 'day of the month', minimum: 1, maximum: 31, names: [] },
  { what: 'month', minimum: 1, maximum: 12, names: MONTHS },
  { what: 'day of the week', minimum: 0, maximum: 7, names: DAYS },
]

/** The most days that a month has, January first. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const HELP =
  'It is five parts, minute hour day month weekday, in UTC: "0 3 * * *" is every day at three, ' +
  '"*/15 * * * *" every quarter of an hour, "30 8 * * mon-fri" half past eight on working days.'

/**
 * A cron expression as it is kept: five parts with one space between them, names in small letters.
 *
 * @throws UserError saying which part cannot be, and what it may be
 */
export function cronExpression(typed: string): string {
  const words = typed.trim().toLowerCase().split(/\s+/)
  if (typed.trim() === '' || words.length !== parts.length) {
    const count = typed.trim() === '' ? 'nothing' : `${words.length} parts`
    const message = `"${shown(typed)}" is no cron expression: it has ${count}, and not five.`
    throw new UserError(message, { help: HELP })
  }
  const values = parts.map((part, index) => valuesOf(part, String(words[index]), typed))
  const [, , days = [], months = []] = values
  // With a day of the week beside it, either of the two is enough.
  const isByDate = words[2] !== '*' && words[4] === '*'
  const isPossible = months.some((month) => days.some((day) => day <= Number(LENGTHS[month - 1])))
  if (isByDate && !isPossible) {
    const message = `"${shown(typed)}" never comes: none of these months has such a day.`
    throw new UserError(message, { help: HELP })
  }
  return words.join(' ')
}

/** Every number that a part stands for. */
function valuesOf(part: Part, text: string, typed: string): readonly number[] {
  return text.split(',').flatMap((item) => {
    const [, range = '', step] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(item) ?? []
    const [first = '', last, ...more] = range.split('-')
    const isAll = range === '*'
    const from = isAll ? part.minimum : numberOf(part, first)
    const to = isAll ? part.maximum : last === undefined ? from : numberOf(part, last)
    const by = step === undefined ? 1 : Number(step)
    const isSteppable = step === undefined || isAll || last !== undefined
    if (from === undefined || to === undefined || from > to || by < 1 || !isSteppable || more[0]) {
      const { what, minimum, maximum, names } = part
      const named = names.length > 0 ? ` or ${names[0]} to ${names.at(-1)}` : ''
      throw new UserError(`"${shown(item)}" cannot be the ${what} of "${shown(typed)}".`, {
        help: `That is *, a number from ${minimum} to ${maximum}${named}, a range (1-5), a list (1,3) or a step (*/2, 1-9/2). ${HELP}`,
      })
    }
    return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, n) => from + n * by)
  })
}

function numberOf({ minimum, maximum, names }: Part, word: string): number | undefined {
  const named = names.indexOf(word)
  if (named >= 0) return minimum + named
  const number = /^\d{1,2}$/.test(word) ? Number(word) : -1
  return number >= minimum && number <= maximum ? number : undefined
}
