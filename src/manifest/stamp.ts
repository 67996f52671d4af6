import { UserError } from '../errors.ts'
import { MANIFEST_FILE } from './manifest.ts'

const STAMP = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/

/** The last second that has four digits for its year. */
const LATEST = Date.parse('9999-12-31T23:59:59Z')

/**
 * The `at` of the next operation: `now` in UTC as `YYYYMMDDTHHMMSSZ`, or one second after the last
 * operation where the clock is not past it.
 *
 * @throws UserError where no second is left after the last operation
 */
export function nextStamp(history: readonly { readonly at: string }[], now: Date): string {
  const times = history.map(({ at }) => stampTime(at) ?? 0)
  const last = Math.max(0, ...times)
  const next = Math.max(now.getTime(), last + 1000)
  if (next <= LATEST) return formatStamp(next)
  throw new UserError('There is no time left after the last operation.', {
    where: `${MANIFEST_FILE}, ${history.at(-1)?.at ?? 'the clock of this machine'}`,
    help: 'Correct the time of that operation, and the name of its migration.',
  })
}

/** The milliseconds of a stamp, or `undefined` for one that is not a real date. */
export function stampTime(stamp: string): number | undefined {
  const [, ...parts] = STAMP.exec(stamp) ?? []
  if (parts.length === 0) return undefined
  const [year, month, day, hour, minute, second] = parts
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(time) || formatStamp(time) !== stamp) return undefined
  return time
}

function formatStamp(time: number): string {
  return new Date(time)
    .toISOString()
    .replace(/\.\d{3}/, '')
    .replaceAll(/[-:]/g, '')
}
