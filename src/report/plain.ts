/**
 * Text that came from elsewhere (a file, a prompt, a program) with its control characters spelled
 * out, so that it cannot move the cursor or repaint what was said before. New lines and tabs stay.
 */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    if (character === '\n' || character === '\t') return character
    if (character === '\r') return '\\r'
    const code = character.codePointAt(0) ?? 0
    return code < 256
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`
  })
}

/** The same on one line. */
export function plainLine(text: string): string {
  return plain(text).replaceAll('\n', '\\n')
}
