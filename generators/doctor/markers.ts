import { splitLines } from '../../src/merge/lines.ts'

/**
 * The line, 1-based, where a conflict begins: with all of its markers, in their order. One that only
 * shows a marker, as a text about git does, has none.
 */
export function markerLine(text: string): number | undefined {
  if (!text.includes('<<<<<<< ')) return undefined
  const lines = splitLines(text).texts
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith('<<<<<<< ')) continue
    const middle = lines.indexOf('=======', index)
    const end = middle === -1 ? -1 : lines.findIndex((at, i) => i > middle && /^>{7} /.test(at))
    if (end !== -1) return index + 1
  }
  return undefined
}
