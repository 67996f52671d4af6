import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { type Field, formatFields, parseFields } from '../../src/model/fields.ts'

// `${x}`, which must never be taken for code.
const code = ['`$', '{x}`'].join('')

const one = (text: string) => parseFields(text)[0]

function refusal(text: string): UserError {
  try {
    parseFields(text)
  } catch (error) {
    expect(error).toBeInstanceOf(UserError)
    return error as UserError
  }
  throw new Error('it was not refused')
}

describe('parseFields', () => {
  test('reads every type', () => {
    expect(
      parseFields('title:string(200) body:text? views:integer=0 live:boolean at:timestamp=now'),
    ).toEqual([
      { name: 'title', type: 'string', max: 200, nullable: false },
      { name: 'body', type: 'text', nullable: true },
      { name: 'views', type: 'integer', nullable: false, default: 0 },
      { name: 'live', type: 'boolean', nullable: false },
      { name: 'at', type: 'timestamp', nullable: false, default: 'now' },
    ])
  })

  test('nothing, and any white space, are fine', () => {
    expect(parseFields('')).toEqual([])
    expect(parseFields(' \t\n ')).toEqual([])
    expect(parseFields('\n a:text\t b:text ')).toHaveLength(2)
  })

  test('a string has 255 characters where nothing is said', () => {
    expect(one('a:string')).toEqual({ name: 'a', type: 'string', max: 255, nullable: false })
    expect(one('a:string(1)')?.max).toBe(1)
    expect(one('a:string(10000)')?.max).toBe(10_000)
  })

  test.each<[string, Field['default']]>([
    ['a:string=draft', 'draft'],
    ['a:string=12', '12'],
    ['a:string=true', 'true'],
    ['a:string=a=b', 'a=b'],
    ["a:string=it's", "it's"],
    ['a:string="two words"', 'two words'],
    ["a:string='two words'", 'two words'],
    ['a:string=""', ''],
    ['a:string="null"', 'null'],
    ['a:string="say \\"hi\\" \\\\ \\n\\t\\u00e9"', 'say "hi" \\ \n\té'],
    ["a:string='it\\'s'", "it's"],
    ['a:string="a:text b:text"', 'a:text b:text'],
    [`a:string="${code} */ </script>"`, `${code} */ </script>`],
    ['a:string?=x', 'x'],
    ['a:integer=-2147483648', -2147483648],
    ['a:integer=2147483647', 2147483647],
    ['a:integer=+7', 7],
    ['a:integer=007', 7],
    ['a:integer="7"', 7],
    ['a:boolean=false', false],
    ['a:boolean=true', true],
    ['a:timestamp=now', 'now'],
    ['a:timestamp=2026-01-31T09:30:00Z', '2026-01-31T09:30:00.000Z'],
    ['a:timestamp=2026-01-31T09:30+02:00', '2026-01-31T07:30:00.000Z'],
    ['a:timestamp=2024-02-29T23:59:59.123Z', '2024-02-29T23:59:59.123Z'],
  ])('%s', (text, value) => expect(one(text)?.default).toBe(value))

  test('a default of -0 is 0', () => {
    expect(Object.is(one('a:integer=-0')?.default, 0)).toBe(true)
  })

  test.each([
    // The text, the place of the caret and its width, and what is said.
    ['title', 0, 5, 'has no type', 'title:string'],
    ['title body:text', 0, 5, 'has no type', 'title:string'],
    ['title:', 6, 1, 'has no type', 'string(200), text'],
    ['title: body:text', 6, 1, 'has no type', 'string(200), text'],
    ['title:strng', 6, 5, 'no such type', 'Did you mean string?'],
    ['title:String', 6, 6, 'no such type', 'Did you mean string?'],
    ['title:int', 6, 3, 'no such type', 'Did you mean integer?'],
    ['title:datetime', 6, 8, 'no such type', 'Did you mean timestamp?'],
    ['title:zebra', 6, 5, 'no such type', 'Types: string(200), text, integer, boolean, timestamp'],
    ['title:constructor', 6, 11, 'no such type', 'Types: '],
    ['title:__proto__', 6, 9, 'no such type', 'Types: '],
    ['title:uuid', 6, 4, 'no such type', 'Types: '],
    ['a:text title:string(0)', 20, 1, 'from 1 to 10000', 'string(200)'],
    ['a:string(10001)', 9, 5, 'from 1 to 10000', 'text'],
    ['a:string(abc)', 9, 3, 'from 1 to 10000', ''],
    ['a:string()', 9, 1, 'from 1 to 10000', ''],
    ['a:string(1e3)', 9, 3, 'from 1 to 10000', ''],
    ['a:string(20', 8, 1, 'not closed', ''],
    ['a:text(20)', 7, 2, 'takes nothing in brackets', 'string(200)'],
    ['a:integer(4)', 10, 1, 'takes nothing in brackets', ''],
    ['a:string??', 9, 1, 'cannot stand after string?', '=value'],
    ['a:string[]', 8, 1, 'cannot stand after string', '?'],
    ['a:string:unique', 8, 1, 'cannot stand after string', ''],
    ['a:integer=1?', 11, 1, 'The ? stands before the =', 'integer?=0'],
    ['a:string=draft?', 14, 1, 'The ? stands before the =', 'string?=draft'],
    ['a:string="x"y', 12, 1, 'after the default', 'a space'],
    ['a:string="x"?', 12, 1, 'The ? stands before the =', ''],
    ['a:string=', 9, 1, 'default is missing', '=draft'],
    ['a:string= b:text', 9, 1, 'default is missing', ''],
    ['a:string="abc', 9, 1, 'quote is not closed', ''],
    ['a:string="\\x"', 9, 4, 'unknown escape', '\\n'],
    ['a:string?=null', 10, 4, 'null needs no =', '="null"'],
    ['a:string(3)=four', 12, 4, '4 characters', 'Shorten'],
    ['a:string="\\u0000"', 9, 8, 'no database', ''],
    ['a:string="\\ud800"', 9, 8, 'no database', ''],
    ['a:integer=1.5', 10, 3, 'a whole number', ''],
    ['a:integer=2147483648', 10, 10, 'to 2147483647', ''],
    ['a:integer=99999999999999999999', 10, 20, 'to 2147483647', ''],
    ['a:integer=0x10', 10, 4, 'a whole number', ''],
    ['a:boolean=yes', 10, 3, 'true or false', ''],
    ['a:timestamp=2026-02-30T00:00:00Z', 12, 20, 'a time with its zone', 'now'],
    ['a:timestamp=2026-01-31', 12, 10, 'a time with its zone', ''],
    ['a:timestamp=2026-01-31T09:30:00', 12, 19, 'a time with its zone', ''],
    ['a:timestamp=2026-01-31T25:30:00Z', 12, 20, 'a time with its zone', ''],
    ['a:timestamp=0000-01-31T00:00:00Z', 12, 20, 'a time with its zone', ''],
    ['a:text a:integer', 7, 9, 'is there twice', ''],
    ['published-at:text PublishedAt:text', 18, 16, 'is there twice', ''],
    ['address2:text address_2:text', 14, 14, 'is there twice', ''],
    ['fooBar:text foobar:text', 12, 11, 'differ only in case', ''],
    ['id:text', 0, 2, 'every resource has', ''],
    ['__proto__:text', 0, 9, 'start with a letter', ''],
    ['constructor:text', 0, 11, 'every JavaScript object', ''],
    [':text', 0, 5, 'should begin', 'name:type'],
    ['a:text =x', 7, 2, 'should begin', ''],
    ['a:text, b:text', 6, 1, 'cannot stand', ''],
    ['1a:text', 0, 2, 'start with a letter', ''],
    ['é:text', 0, 1, 'U+00E9', ''],
    // What a terminal draws two columns wide has two under it.
    ['a:text="日本" b:strng', 16, 5, 'no such type', ''],
    ['a:text="😀" 日本:text', 12, 4, 'U+65E5', ''],
    ['a:text b:text="e\u0301" c:strng', 21, 5, 'no such type', ''],
    ['a:text\tb:strng', 9, 5, 'no such type', ''],
    ['a\u202eb:text', 0, 3, 'U+202E', ''],
    [`a${code}:text`, 0, 7, 'the character', ''],
  ])('%s', (text, column, width, message, help) => {
    const error = refusal(text)
    expect(error.message).toContain(message)
    expect(error.help).toContain(help)
    const [drawn, carets, ...more] = (error.where ?? '').split('\n')
    expect(more).toEqual([])
    expect(carets).toBe(`${' '.repeat(column)}${'^'.repeat(width)}`)
    expect(drawn).toContain(text.split(/[\s\u202e]/)[0] ?? '')
  })

  test('at most 100 fields of at most 40 characters', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `f${i}:text`).join(' ')
    expect(parseFields(many(100))).toHaveLength(100)
    expect(refusal(many(101)).message).toContain('100 fields')
    expect(parseFields(`${'x'.repeat(40)}:text`)).toHaveLength(1)
    expect(refusal(`${'x'.repeat(41)}:text`).message).toContain('41 characters')
  })

  test.each([
    'x',
    '`',
    '${',
    ':',
    '(',
    '"',
    "'",
    '\\',
    '\u202e',
    '\ud800',
    '\0',
    'a:text ',
    '=',
    '?',
  ])('10 000 of %j are refused quickly, in a short message', (character) => {
    const start = performance.now()
    const error = refusal(character.repeat(10_000))
    expect(performance.now() - start).toBeLessThan(500)
    expect(`${error.message}${error.where}${error.help}`.length).toBeLessThan(1_000)
    expect(error.where).not.toMatch(/[\u202e\0]/)
  })

  test('a mistake far to the right is drawn with what is around it', () => {
    const error = refusal(
      `${'abc:text def:string '.repeat(1)}${'x'.repeat(30)}:text y:string(9) ${'z'.repeat(30)}:strng more:text`,
    )
    const [drawn = '', carets = ''] = (error.where ?? '').split('\n')
    expect(drawn.slice(carets.indexOf('^'), carets.length)).toBe('strng')
    expect(drawn.startsWith('...')).toBe(true)
  })
})

describe('formatFields', () => {
  test.each([
    ['  Title:string(255)   body:text? ', 'title:string body:text?'],
    ['published_at:timestamp=2026-01-31T09:30Z', 'publishedAt:timestamp=2026-01-31T09:30:00.000Z'],
    ["a:string='draft' b:string='two words'", 'a:string=draft b:string="two words"'],
    ['a:integer=007 b:boolean?=true', 'a:integer=7 b:boolean?=true'],
    ['a:string="null"', 'a:string="null"'],
  ])('%s → %s', (text, canonical) => expect(formatFields(parseFields(text))).toBe(canonical))

  test.each([
    '',
    ' ',
    '"',
    "'",
    '\\',
    'a b',
    'null',
    'now',
    '=x',
    '?',
    '\n\r\t\b\f\u0001',
    '\u2028',
    '\u202e',
    '😀',
    code,
    '*/',
    'é',
    ':',
    '(',
    '\\u0041',
  ])('a default of %j is read as it was printed', (value) => {
    const fields: Field[] = [
      { name: 'a', type: 'string', max: 255, nullable: true, default: value },
      { name: 'b', type: 'text', nullable: false },
    ]
    const text = formatFields(fields)
    expect(parseFields(text)).toEqual(fields)
    expect(text).not.toMatch(/[\n\r]/)
  })
})
