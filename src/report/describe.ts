import { changes } from '../merge/build.ts'
import { decode } from '../merge/file.ts'
import type { Issue, Plan, PlanEntry } from '../merge/plan.ts'
import { shellCommand } from '../steps/shell.ts'
import { newsLines } from './changelog.ts'
import { type Paint, painter, wantsColour } from './colour.ts'
import { describePlaces } from './places.ts'
import { plain, plainLine } from './plain.ts'
import { fileTree } from './tree.ts'

export interface DescribeOptions {
  /** Whether to paint; what stderr and the environment want, by default. */
  readonly colour?: boolean
}

/**
 * The plan for people: new files as a tree, changed ones as unified diffs, deletions, conflicts
 * with their lines, what is new in the version, then issues, notices and steps. Ends with a new line.
 */
export async function describePlan(plan: Plan, options: DescribeOptions = {}): Promise<string> {
  const paint = painter(options.colour ?? wantsColour())
  const of = (...actions: readonly PlanEntry['action'][]) =>
    plan.entries.filter((entry) => actions.includes(entry.action))
  const created = of('create')
  const sections = [
    section(`New files (${created.length})`, fileTree(created.map((entry) => entry.path)), paint),
    await describeChanges(
      plan.entries.filter(({ action, result }) => result && action !== 'create'),
      paint,
    ),
    section(
      'Deleted',
      of('delete').map((entry) => paint('red', `- ${plainLine(entry.path)}`)),
      paint,
    ),
    section('What is new', newsLines(plan.news ?? []).map(plainLine), paint),
    section('In the way', describeIssues(plan.issues, paint), paint),
    section(
      'Notes',
      plan.notices.map((notice) => `- ${plainLine(notice.message)}`),
      paint,
    ),
    section(
      'Then',
      plan.steps.map(
        (step) => `- ${step.label}: ${plainLine(shellCommand(step.cwd, step.commands, step.cwd))}`,
      ),
      paint,
    ),
  ]
  if (changes(plan).length === 0 && plan.issues.length === 0)
    sections.unshift('Nothing to change.\n')
  return sections.filter((text) => text !== '').join('\n')
}

/** Where and what, on one line. */
export function spellIssue({ where, message }: Issue): string {
  return where === undefined ? message : `${where}: ${message}`
}

/** The same with the lines of each place. */
export function spellIssueInFull(issue: Issue): string {
  return [spellIssue(issue), ...describePlaces(issue.places ?? [])].join('\n')
}

function section(title: string, lines: readonly string[], paint: Paint): string {
  if (lines.length === 0) return ''
  return `${paint('bold', title)}\n${lines.map(indented).join('')}`
}

function indented(line: string): string {
  return line === '' ? '\n' : `  ${line}\n`
}

/** What they say to do is said once, below the last that says it. */
function describeIssues(issues: readonly Issue[], paint: Paint): string[] {
  return issues.flatMap((issue, index) => {
    const { help, places = [] } = issue
    const again = help === issues[index + 1]?.help
    return [
      paint('red', `! ${plainLine(spellIssue(issue))}`),
      ...describePlaces(places),
      ...(help === undefined || again ? [] : [`  ${plainLine(help)}`]),
    ]
  })
}

async function describeChanges(entries: readonly PlanEntry[], paint: Paint): Promise<string> {
  if (entries.length === 0) return ''
  const { createTwoFilesPatch } = await import('diff')
  const diffs = entries.map((entry) => {
    const before = entry.seen ? decode(entry.seen.content) : ''
    const after = textOf(entry.result?.content)
    const path = plainLine(entry.path)
    if (before === undefined || after === undefined) return `${path}: other bytes\n`
    if (before === after)
      return `${path}: mode ${octal(entry.seen?.mode)} → ${octal(entry.result?.mode)}\n`
    const patch = createTwoFilesPatch(`a/${entry.path}`, `b/${entry.path}`, before, after, '', '', {
      context: 3,
    })
    return patch
      .split('\n')
      .slice(1)
      .map((line) => paintDiff(plain(line), paint))
      .join('\n')
  })
  return `${paint('bold', `Changes (${entries.length})`)}\n${diffs.join('\n')}`
}

function paintDiff(line: string, paint: Paint): string {
  if (/^(---|\+\+\+) [ab]\//.test(line)) return paint('bold', line)
  if (line.startsWith('+')) return paint('green', line)
  if (line.startsWith('-')) return paint('red', line)
  return line.startsWith('@@') ? paint('cyan', line) : line
}

function textOf(content: string | Uint8Array | undefined): string | undefined {
  return typeof content === 'string' || content === undefined ? content : decode(content)
}

function octal(mode = 0): string {
  return mode.toString(8)
}
