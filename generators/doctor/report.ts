import { type Paint, painter } from '../../src/report/colour.ts'
import { plain, plainLine } from '../../src/report/plain.ts'
import type { Result } from './checks.ts'
import { checks } from './checks.ts'
import { type Finding, groups, type Severity } from './finding.ts'
import type { Mended } from './fix.ts'

const COLOURS = { error: 'red', warning: 'yellow', notice: 'cyan' } as const

/** The findings for people, by group, with how each is mended. */
export function describeResult(
  { findings, skipped }: Result,
  { colour, fixed }: { readonly colour: boolean; readonly fixed: boolean },
): string {
  const paint = painter(colour)
  const sections = groups.flatMap((group) => {
    const own = findings.filter((finding) => finding.group === group)
    if (own.length === 0) return []
    return [`${paint('bold', group)}\n`, ...own.map((finding) => describe(finding, paint)), '\n']
  })
  return [
    ...sections,
    ...describeSkipped(skipped),
    findings.length === 0
      ? `Nothing to mend: ${checks.length - skipped.length} checks.\n`
      : `${count(findings)}.${hint(findings, fixed)}\n`,
  ].join('')
}

function describe({ severity, code, what, where, mend }: Finding, paint: Paint): string {
  const lines = plain(what).split('\n')
  return [
    `  ${paint(COLOURS[severity], severity.padEnd(7))}  ${code}${where === undefined ? '' : `  ${plainLine(where)}`}`,
    ...lines.map((line) => `    ${line}`),
    ...plain(mend)
      .split('\n')
      .map((line, index) => `    ${index === 0 ? '→' : ' '} ${line}`),
    '',
  ].join('\n')
}

/** Why it is not known whether the rest is well. */
function describeSkipped(skipped: Result['skipped']): string[] {
  const reasons = [...new Set(skipped.map(({ because }) => because))]
  return reasons.map((reason) => {
    const codes = skipped.filter(({ because }) => because === reason).map(({ code }) => code)
    return `Not looked at, since ${reason}: ${codes.join(', ')}.\n`
  })
}

function count(findings: readonly Finding[]): string {
  const of = (severity: Severity) => findings.filter((one) => one.severity === severity).length
  return (['error', 'warning', 'notice'] as const)
    .flatMap((severity) => {
      const number = of(severity)
      return number === 0 ? [] : [`${number} ${severity}${number === 1 ? '' : 's'}`]
    })
    .join(', ')
}

function hint(findings: readonly Finding[], fixed: boolean): string {
  const number = findings.filter(({ fix }) => fix).length
  if (number === 0 || fixed) return ''
  return ` npx create-alex-api doctor --fix mends ${number === findings.length ? 'all' : number} of them.`
}

/** What `--fix` did, or would do. */
export function describeMended(
  { done, left }: Mended,
  { dryRun }: { readonly dryRun: boolean },
): string {
  const title = dryRun ? 'Would be done' : 'Done'
  return [
    ...(done.length === 0 ? [] : [`${title}:\n`, ...done.map((one) => `  ${one.done}\n`)]),
    ...(left.length === 0 ? [] : ['Not done:\n']),
    ...left.map(({ code, because }) => `  ${code}: ${plainLine(because)}\n`),
    ...(done.length + left.length === 0 ? [] : ['\n']),
  ].join('')
}

interface Options {
  readonly root: string
  readonly dryRun: boolean
  /** Absent without `--fix`. */
  readonly mended?: Mended
}

/** The document of `--json`. */
export function resultToJson(
  { findings, skipped }: Result,
  { root, dryRun, mended }: Options,
): string {
  const of = (severity: Severity) => findings.filter((one) => one.severity === severity).length
  const document = {
    ok: of('error') === 0,
    command: 'doctor',
    dryRun,
    root,
    findings: findings.map(({ fix, ...finding }) => ({ ...finding, fixable: fix !== undefined })),
    counts: { error: of('error'), warning: of('warning'), notice: of('notice') },
    skipped,
    ...(mended && { fixed: mended.done, notFixed: mended.left }),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}
