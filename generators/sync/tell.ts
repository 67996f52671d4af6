import type { Plan, PlanEntry } from '../../src/merge/plan.ts'
import type { Meeting } from '../../src/steps/stopped.ts'

/** What is left for a person to do in git. */
export function farewell({ goOn, giveUp, unmerged }: Meeting, { entries }: Plan): string {
  const open = entries.filter(({ action }) => action === 'conflict')
  const elsewhere = [...unmerged].filter((path) => path.startsWith('../'))
  const lines = [...open.map(spellOpen), ...elsewhere]
  if (lines.length === 0) return `\nThen: ${goOn}\n`
  return [
    '\nGit still waits for these. Settle them, and git add them:\n\n',
    ...lines.map((line) => `  ${line}\n`),
    `\nThen: ${goOn}\nOr give it up: ${giveUp}\n`,
  ].join('')
}

function spellOpen({ path, lines = [] }: PlanEntry): string {
  const [line] = lines
  return line === undefined ? path : `${path}:${line}`
}
