import type { Session } from '../../src/cli/session.ts'
import { withLock } from '../../src/commit/lock.ts'
import { recover } from '../../src/commit/recover.ts'
import type { Notice, Plan } from '../../src/merge/plan.ts'
import { describePlan } from '../../src/report/describe.ts'

/** Does the work while nobody else changes the project; says for whom it waits. */
export function locked<T>(root: string, { say }: Session, work: () => Promise<T>): Promise<T> {
  return withLock(root, work, { onWait: (holder) => void say(`Waiting for ${holder} …\n`) })
}

/** Takes back what a run that was cut short has left, and says so. */
export async function recoverAndTell(root: string, session: Session): Promise<readonly Notice[]> {
  const notices = await recover(root)
  for (const { message } of notices) await session.say(`${message}\n`)
  return notices
}

/** Shows what a plan would do. */
export async function showDryRun(plan: Plan, session: Session): Promise<void> {
  await session.say(await describePlan(plan, { colour: session.colour }))
  await session.say('Nothing was written (--dry-run).\n')
}
