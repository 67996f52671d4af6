import { describe, expect, test } from 'vitest'
import { printLiteral } from '../../src/model/literal.ts'
import { formatWithBiome } from './support/biome.ts'

const code = ['`$', '{process.exit(1)}`'].join('')

const texts = [
  '',
  'plain',
  "it's",
  'say "hi"',
  `it's "both"`,
  `it's "both" and "more"`,
  `''"`,
  '\\',
  '\\\\',
  "\\'",
  'a\nb\r\n\tc\b\f\v\0',
  '\u0001\u001f\u007f\u0085\u009f',
  '\u2028\u2029',
  '\u202eRTL\u202c \u200b\u200d\ufeff\u00ad',
  'é 漢字 😀 👩‍👩‍👧',
  '\ud800',
  '\udc00x\ud83d',
  '\u{e0041}',
  '*/ alert(1) /*',
  '</script><script>',
  '<!-- x -->',
  code,
  '{{word}}',
  '$&',
  "'; process.exit(1); '",
  '__proto__',
  'x'.repeat(10_000),
  "\\'\n".repeat(1_000),
]

describe('printLiteral', () => {
  test.each(texts)('%j is the same text again when it is run', (text) => {
    expect(new Function(`return ${printLiteral(text)}`)()).toBe(text)
  })

  test('is one line of what can be seen, and can end no comment and no element', () => {
    for (const text of texts) {
      const printed = printLiteral(text)
      expect(printed).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
      expect(printed).not.toMatch(/\*\/|<\/|<!--/)
    }
  })

  test('is spelled as the formatter spells it', () => {
    const sources = texts.map((text) => `x = ${printLiteral(text)}\n`)
    // Long ones go to a line of their own.
    const formatted = formatWithBiome(sources).map((source) => source.replace('x =\n  ', 'x = '))
    expect(formatted).toEqual(sources)
  })

  test.each([
    [0, '0'],
    [-0, '0'],
    [-7, '-7'],
    [2_147_483_647, '2147483647'],
    [true, 'true'],
    [null, 'null'],
  ])('%s is %s', (value, printed) => expect(printLiteral(value)).toBe(printed))

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is no literal', (value) => {
    expect(() => printLiteral(value)).toThrow('not a literal')
  })
})
