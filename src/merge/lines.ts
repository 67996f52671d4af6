/** A text as lines, and what has to be kept of the way it was written down. */
export interface Lines {
  /** The lines without their ends. */
  readonly texts: readonly string[]
  /** The end of each line, as it was: `\n`, `\r\n`, or nothing after the last. */
  readonly ends: readonly string[]
  readonly bom: boolean
  readonly finalNewline: boolean
  /** The end that most lines have; new lines take it. */
  readonly eol: '\n' | '\r\n'
}

const BOM = '\uFEFF'

export function splitLines(text: string): Lines {
  const bom = text.startsWith(BOM)
  const parts = (bom ? text.slice(1) : text).split('\n')
  const finalNewline = parts.at(-1) === ''
  if (finalNewline) parts.pop()
  const texts: string[] = []
  const ends: string[] = []
  let crlf = 0
  const ended = finalNewline ? parts.length : parts.length - 1
  for (const [index, part] of parts.entries()) {
    const isCrlf = index < ended && part.endsWith('\r')
    if (isCrlf) crlf += 1
    texts.push(isCrlf ? part.slice(0, -1) : part)
    ends.push(isCrlf ? '\r\n' : index < ended ? '\n' : '')
  }
  return { texts, ends, bom, finalNewline, eol: crlf * 2 > ended ? '\r\n' : '\n' }
}

/** The text without a byte order mark before it. */
export function withoutBom(text: string): string {
  return text.replace(/^\uFEFF/, '')
}

/** Equal but for line ends, a byte order mark and the newline at the end. */
export function sameText(a: string, b: string): boolean {
  if (a === b) return true
  const left = splitLines(a).texts
  const right = splitLines(b).texts
  return left.length === right.length && left.every((line, index) => line === right[index])
}

export function joinLines(
  lines: readonly { readonly text: string; readonly end: string }[],
  style: Pick<Lines, 'bom' | 'finalNewline' | 'eol'>,
): string {
  const last = lines.length - 1
  const body = lines.map(({ text, end }, index) => {
    if (index === last && !style.finalNewline) return text
    return text + (end === '' ? style.eol : end)
  })
  return (style.bom ? BOM : '') + body.join('')
}
