const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c

/**
 * Whether an object in a JSON text has a key twice, which `JSON.parse` does not tell: it keeps the
 * last, and others who read the same text may keep the first (RFC 8259, section 4).
 *
 * @param text what `JSON.parse` takes; nothing is checked again
 */
export function hasDuplicateKey(text: string): boolean {
  /** The keys of each object that is open; for a list there are none. */
  const open: (Set<string> | undefined)[] = []
  let keys: Set<string> | undefined
  let beforeKey = false

  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      const end = endOfString(text, at)
      if (beforeKey && keys) {
        const raw = text.slice(at, end + 1)
        const key = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1)
        if (keys.has(key)) return true
        keys.add(key)
        beforeKey = false
      }
      at = end
    } else if (code === COMMA) {
      beforeKey = keys !== undefined
    } else if (text[at] === '{' || text[at] === '[') {
      open.push(keys)
      beforeKey = text[at] === '{'
      keys = beforeKey ? new Set() : undefined
    } else if (text[at] === '}' || text[at] === ']') {
      keys = open.pop()
      beforeKey = false
    }
  }
  return false
}

/** Where the string that starts at a quote has its other one. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === BACKSLASH) before--
    if ((end - before) % 2 === 1) return end
  }
  return text.length
}
