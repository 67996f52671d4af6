import { createHash } from 'node:crypto'
import type { Logger } from '../observability/logger.ts'
import type { Clock } from '../shared/clock.ts'

/** Whether a password is among those that were stolen somewhere. */
export type FindBreach = (password: string) => Promise<boolean>

const TIMEOUT_MS = 2_000

/** For how long a service that failed is not asked again. */
const COOL_DOWN_MS = 30_000

/** A range has some 800 lines; more than this is something else. */
const MAX_ANSWER = 1_000_000

/**
 * Asks a service that has the API of haveibeenpwned.com for ranges. It is told five of the forty
 * digits of the SHA-1, which thousands of passwords share, and never which one was meant.
 *
 * When it does not answer, the password passes and the log says so: nobody should be unable to
 * register because a service of somebody else is down.
 */
export function createBreachFinder(
  url: string,
  { logger, clock }: { readonly logger: Logger; readonly clock: Clock },
): FindBreach {
  let asksAgainAt = 0

  return async (password) => {
    const digest = createHash('sha1').update(password).digest('hex').toUpperCase()
    if (clock.now().getTime() < asksAgainAt) return false
    try {
      return isListed(await readRange(url, digest.slice(0, 5)), digest.slice(5))
    } catch (error) {
      asksAgainAt = clock.now().getTime() + COOL_DOWN_MS
      logger.warn({ err: error }, 'stolen passwords cannot be looked up: they pass')
      return false
    }
  }
}

async function readRange(url: string, prefix: string): Promise<string> {
  const answer = await fetch(`${url.replace(/\/$/, '')}/${prefix}`, {
    // Lines that stand for nothing are added, so that the size does not tell which range it was.
    headers: { 'add-padding': 'true', accept: 'text/plain' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!answer.ok) throw new Error(`the service answers ${answer.status}`)
  const text = await answer.text()
  if (text.length > MAX_ANSWER) throw new Error('the service answers too much')
  return text
}

/** A line is `<rest of the digest>:<how often>`; padding was seen zero times. */
function isListed(range: string, rest: string): boolean {
  return range.split(/\r?\n/).some((line) => {
    const [suffix, count] = line.split(':')
    return suffix === rest && Number(count) > 0
  })
}
