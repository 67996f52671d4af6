import { UserError } from '../../src/errors.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { leftMarkers } from '../../src/merge/conflict.ts'
import { FINISH, TAKE_BACK } from '../../src/merge/pending.ts'
import type { Plan, PlanEntry } from '../../src/merge/plan.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import { newsLines } from '../../src/report/changelog.ts'
import { spellIssueInFull } from '../../src/report/describe.ts'
import { plainLine } from '../../src/report/plain.ts'
import type { StepResult } from '../../src/steps/run.ts'
import { leftOver } from '../steps.ts'

/** Why the whole plan is blocked, or `undefined`. */
export function refusalOf({ issues }: Plan): UserError | undefined {
  const [first] = issues
  if (first === undefined) return undefined
  const many = issues.length > 1 ? ` in ${issues.length} places` : ''
  return new UserError(`Your changes and the new code meet${many}; nothing was written.`, {
    where: issues.map(spellIssueInFull).join('\n'),
    help: first.help ?? 'Look at these places, and run the command again.',
  })
}

/** What was written of an operation that is not finished, and how it is. */
export function pendingSummary(plan: Plan, label: string): string {
  const open = plan.entries.filter(({ action, stays }) => action === 'conflict' && !stays)
  return [
    ...pathLines(plan),
    ...whatIsNew(plan),
    ...plan.notices.map(({ message }) => `\n${message}\n`),
    `\n${label} is pending.`,
    open.length === 0 ? '\n' : ' To be settled:\n\n',
    ...open.map((entry) => `  ${spellMarked(entry)}\n`),
    `\nThen finish it: ${FINISH}\nOr take it back: ${TAKE_BACK}\n`,
  ].join('')
}

/** Where the first marker is, or what else there is to settle. */
function spellMarked({ path, reason, result }: PlanEntry): string {
  const [line] = leftMarkers(Buffer.from((result?.content ?? '') as string).toString(), '')
  return line === undefined ? `${path}: ${reason}` : `${path}:${line}`
}

function pathLines({ entries }: Plan): string[] {
  const width = Math.max(0, ...entries.map(({ action }) => action.length))
  return entries.map(({ action, path }) => `  ${action.padEnd(width)}  ${path}\n`)
}

function whatIsNew({ news = [] }: Plan): string[] {
  const lines = newsLines(news).map((line) => `  ${plainLine(line)}`.trimEnd())
  return lines.length === 0 ? [] : [`\nWhat is new:\n${lines.join('\n')}\n`]
}

/** Then something has to be done before the project can be checked, which they say. */
const WAITS = new Set(['not-installed', 'node-too-old', 'unsettled'])

/** What was done, path by path, and what is left to be done. */
export function summary(manifest: Manifest, plan: Plan, results: readonly StepResult[]): string {
  const left = leftOver(results)
  const { run } = packageManagers[manifest.packageManager]
  return [
    ...pathLines(plan),
    ...whatIsNew(plan),
    ...plan.notices.map(({ message }) => `\n${message}\n`),
    ...(left.length === 0
      ? plan.notices.some(({ code }) => WAITS.has(code))
        ? []
        : [`\nNext: ${run} check\n`]
      : ['\nThe files are in place, but not everything was done. To do the rest:\n\n']),
    ...left.map((command) => `  ${command}\n`),
  ].join('')
}
