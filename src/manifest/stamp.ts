const STAMP = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/

/**
 * The `at` of the next operation: `now` in UTC as `YYYYMMDDTHHMMSSZ`, or one second after the last
 * operation where the clock is not past it.
 */
export function nextStamp(history: readonly { readonly at: string }[], now: Date): string {
  const times = history.map(({ at }) => stampTime(at) ?? 0)
  const last = Math.max(0, ...times)
  return formatStamp(Math.max(now.getTime(), last + 1000))
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
