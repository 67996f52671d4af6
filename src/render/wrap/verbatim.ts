/** What code is made of, as far as this matters: a text, a comment, or a run of what opens neither. */
const CODE = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\/.*|\/\*[\s\S]*?\*\/|[^'"`/{}\n]+|[\s\S]/y
const TEXT = /\\[\s\S]|\$\{|[^\\$`\n]+|[\s\S]/y

/** The lines, from 0, that begin within a template literal or a comment: they are text, not code. */
export function verbatimLines(source: string): ReadonlySet<number> {
  const lines = new Set<number>()
  // What is open: a template literal, or code within one, by the braces that it has open.
  const open: ('text' | number)[] = []
  let line = 0
  for (let at = 0; at < source.length; ) {
    const inside = open.at(-1)
    const step = next(inside === 'text' ? TEXT : CODE, source, at)
    at += step.length
    if (inside === 'text') {
      if (step === '`') open.pop()
      if (step === '${') open.push(0)
    } else if (step === '`') {
      open.push('text')
    } else if (inside !== undefined && (step === '{' || step === '}')) {
      open.pop()
      if (step === '{' || inside > 0) open.push(inside + (step === '{' ? 1 : -1))
    }
    if (!step.includes('\n')) continue
    for (const _ of step.matchAll(/\n/g)) {
      line++
      if (open.includes('text') || step.startsWith('/*')) lines.add(line)
    }
  }
  return lines
}

function next(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] ?? source.charAt(at)
}
