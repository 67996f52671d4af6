const STEP = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\/.*|\/\*[\s\S]*?\*\/|[\s\S]/y

/** The lines, from 0, that begin within a template literal or a comment: they are text, not code. */
export function verbatimLines(source: string): ReadonlySet<number> {
  const lines = new Set<number>()
  // What is open: a template literal, or code within one, by the braces that it has open.
  const open: ('text' | number)[] = []
  let line = 0
  for (let at = 0; at < source.length; ) {
    const inside = open.at(-1)
    const step = inside === 'text' ? textStep(source, at) : codeStep(source, at)
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
    for (const _ of step.matchAll(/\n/g)) {
      line++
      if (open.includes('text') || step.startsWith('/*')) lines.add(line)
    }
  }
  return lines
}

function textStep(source: string, at: number): string {
  const two = source.slice(at, at + 2)
  return two.startsWith('\\') || two === '${' ? two : two.charAt(0)
}

function codeStep(source: string, at: number): string {
  STEP.lastIndex = at
  return STEP.exec(source)?.[0] ?? source.charAt(at)
}
