// The only way by which text that somebody typed reaches code.

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

// Control characters, line separators, what is not seen or turns the reading direction, and
// surrogates without their other half.
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\\]/gu

/**
 * A value as a TypeScript literal in the formatter's style. Text takes single quotes, or double
 * ones where that needs fewer escapes; what could end a comment or a script element, looks like a
 * template, or cannot be seen, is escaped.
 */
export function printLiteral(value: string | number | boolean | null): string {
  if (typeof value === 'number') return printNumber(value)
  if (typeof value !== 'string') return String(value)
  const quote = count(value, "'") > count(value, '"') ? '"' : "'"
  const body = value
    .replaceAll(unsafe, escapeCharacter)
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('*/', '*\\u002f')
    .replaceAll('</', '<\\u002f')
    .replaceAll('<!--', '\\u003c!--')
    .replaceAll('${', '$\\u007b')
  return `${quote}${body}${quote}`
}

function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`not a literal: ${value}`)
  return Object.is(value, -0) ? '0' : String(value).replace('e+', 'e')
}

function escapeCharacter(character: string): string {
  return escapes[character] ?? character.split('').map(escapeUnit).join('')
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}
