import { width } from '../width.ts'
import { print, WIDTH } from './wrap/doc.ts'
import { statement } from './wrap/layout.ts'
import { parse, statementLength } from './wrap/tokens.ts'
import { verbatimLines } from './wrap/verbatim.ts'

/**
 * Breaks the lines of a TypeScript file that are too long, as the formatter would. Templates are
 * written for short names, in the formatter's own style; this does what a long name makes needful.
 * What it does not understand stays as it is.
 */
export function wrap(source: string): string {
  const lines = source.split('\n')
  if (lines.every((line) => width(line) <= WIDTH)) return source
  const verbatim = verbatimLines(source)
  // What was broken is code, and moves the lines below it.
  let shift = 0
  let brokenTo = 0
  for (let at = 0; at < lines.length; at++) {
    const isVerbatim = at >= brokenTo && verbatim.has(at - shift)
    const isComment = /^\s*\/[/*]/.test(lines[at] as string)
    if (isVerbatim || isComment || width(lines[at] as string) <= WIDTH) continue
    const count = statementLength(lines.slice(at).join('\n'))
    const wrapped = count && wrapStatement(lines.slice(at, at + count))
    if (!wrapped) continue
    lines.splice(at, count, ...wrapped)
    const added = wrapped.length - count
    shift += added
    brokenTo = Math.max(brokenTo + added, at + wrapped.length)
  }
  return lines.join('\n')
}

function wrapStatement(lines: readonly string[]): string[] | undefined {
  const text = lines.join('\n')
  const indent = text.length - text.trimStart().length
  const nodes = parse(text.trim())
  if (!nodes) return undefined
  return (' '.repeat(indent) + print(statement(nodes), indent)).split('\n')
}
