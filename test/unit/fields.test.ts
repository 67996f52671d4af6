import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { modifierNames, typeSyntax } from '../../src/model/field-syntax.ts'
import { type Field, fieldTypeNames, formatFields, parseFields } from '../../src/model/fields.ts'

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

  test.each<[string, Omit<Field, 'name'>]>([
    ['a:decimal(10,2)', { type: 'decimal', precision: 10, scale: 2, nullable: false }],
    ['a:decimal(10)', { type: 'decimal', precision: 10, scale: 0, nullable: false }],
    ['a:enum(b, c-d)=c-d', { type: 'enum', values: ['b', 'c-d'], nullable: false, default: 'c-d' }],
    ['a:ref(BlogPost)', { type: 'ref', target: 'blog-post', nullable: false }],
    ['a:ref(b)?:setnull', { type: 'ref', target: 'b', nullable: true, onDelete: 'setnull' }],
    ['a:many(topic)', { type: 'many', target: 'topic', nullable: false }],
    ['a:string[]?', { type: 'string', max: 255, list: true, nullable: true }],
    [
      'a:string(9)[]:max(3)=["x y"]',
      { type: 'string', max: 9, list: true, nullable: false, maxItems: 3, default: ['x y'] },
    ],
    [
      'a:string:pattern(^(?:[(a-z]|\\))+$)',
      { type: 'string', max: 255, nullable: false, pattern: '^(?:[(a-z]|\\))+$' },
    ],
    [
      'a:string:pattern("a b\\\\d")',
      { type: 'string', max: 255, nullable: false, pattern: 'a b\\d' },
    ],
    ['a:bigint:min(-5)=+07', { type: 'bigint', nullable: false, min: '-5', default: '7' }],
    [
      'a:decimal(4,2):max(9.5)=-0',
      { type: 'decimal', precision: 4, scale: 2, nullable: false, max: '9.50', default: '0.00' },
    ],
    ['a:json={"b":[1,"c d"]}', { type: 'json', nullable: false, default: '{"b":[1,"c d"]}' }],
    ['a:date=today', { type: 'date', nullable: false, default: 'today' }],
    [
      'a:integer?:index:read(hr):write(a:b-c_1)',
      { type: 'integer', nullable: true, index: true, readRole: 'hr', writeRole: 'a:b-c_1' },
    ],
    [
      'a:string:readonly:read(hr)=x',
      { type: 'string', max: 255, nullable: false, readonly: true, readRole: 'hr', default: 'x' },
    ],
    ['a:ref(b)?:write(hr)', { type: 'ref', target: 'b', nullable: true, writeRole: 'hr' }],
    ['a:string?:writeonly', { type: 'string', max: 255, nullable: true, writeonly: true }],
  ])('%s', (text, expected) => expect(one(text)).toEqual({ name: 'a', ...expected }))

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
    [
      'title:zebra',
      6,
      5,
      'no such type',
      'Types: string(200), text, integer, bigint, decimal(10,2)',
    ],
    ['title:constructor', 6, 11, 'no such type', 'Types: '],
    ['title:__proto__', 6, 9, 'no such type', 'Types: '],
    ['title:varchar(20)', 6, 7, 'no such type', 'Did you mean string?'],
    ['a:jsonb', 2, 5, 'no such type', 'Did you mean json?'],
    ['a:text title:string(0)', 20, 1, 'from 1 to 10000', 'string(200)'],
    ['a:string(10001)', 9, 5, 'from 1 to 10000', 'text'],
    ['a:string(abc)', 9, 3, 'from 1 to 10000', ''],
    ['a:string()', 9, 1, 'from 1 to 10000', ''],
    ['a:string(1e3)', 9, 3, 'from 1 to 10000', ''],
    ['a:string(20', 8, 1, 'not closed', ''],
    ['a:text(20)', 7, 2, 'takes nothing in brackets', 'string(200)'],
    ['a:integer(4)', 10, 1, 'takes nothing in brackets', ''],
    ['a:string??', 9, 1, 'cannot stand after string?', '=value'],
    ['a:text[]', 2, 6, 'no list of text', 'string(10000)[]'],
    ['a:json[]', 2, 6, 'no list of json', ''],
    ['a:string[3]', 8, 1, 'not closed', 'max(10)'],
    ['a:string?[]', 9, 1, 'right behind the type', ''],
    ['a:string:', 9, 1, 'a modifier should be', 'unique, index, min(1)'],
    ['a:string:uniqe', 9, 5, 'no such modifier', 'Did you mean unique?'],
    ['a:string:regex(a)', 9, 5, 'no such modifier', 'Did you mean pattern?'],
    ['a:string:__proto__', 9, 9, 'no such modifier', 'Modifiers of string: '],
    ['a:text:unique', 7, 6, 'not for text', 'string(600)'],
    ['a:json:unique', 7, 6, 'not for json', 'writeonly, readonly'],
    ['a:string[]:unique', 11, 6, 'not for string[]', 'min(1), max(100)'],
    ['a:string:max(9)', 9, 3, 'not for string', 'string(100)'],
    ['a:integer:cascade', 10, 7, 'not for integer', ''],
    ['a:many(b):unique', 10, 6, 'not for many', 'takes no modifier'],
    ['a:string(601):unique', 14, 6, 'too long for an index', '600'],
    ['a:string:unique:unique', 16, 6, 'there twice', ''],
    ['a:string:unique:index', 16, 5, 'its index already', ''],
    ['a:string(1):unique', 12, 6, 'unique ones would soon run out', 'more values'],
    ['a:integer:min(1):max(9):unique', 24, 6, 'unique ones would soon run out', ''],
    ['a:string:unique:writeonly', 9, 6, 'tells that somebody has it', ''],
    ['a:integer:read', 10, 4, 'says something in brackets', 'read(admin)'],
    ['a:integer:read()', 15, 1, 'cannot be the name of a role', 'read(admin)'],
    ['a:integer?:write(h r)', 17, 3, 'cannot be the name of a role', 'write(admin)'],
    ["a:integer?:read(')", 16, 1, 'cannot be the name of a role', ''],
    ['a:integer:read(hr):read(hr)', 19, 4, 'there twice', ''],
    ['a:integer:unique:read(hr)', 17, 4, 'also to whoever may not see', ''],
    ['a:string:writeonly:read(hr)', 19, 4, 'shown to nobody', ''],
    ['a:string?:readonly:write(hr)', 19, 5, 'set by nobody', ''],
    ['a:string:write(hr)', 9, 5, 'Whoever lacks the role hr could make none', 'a ?'],
    ['a:ref(b):read(hr)', 9, 4, 'not for ref', 'The list below'],
    ['a:many(b):read(hr)', 10, 4, 'not for many', 'takes no modifier'],
    ['a:string:unique(1)', 16, 1, 'nothing in brackets', ''],
    ['a:integer:min', 10, 3, 'says something in brackets', 'min(1)'],
    ['a:integer:min(x)', 14, 1, 'a whole number', ''],
    ['a:integer:min(1', 13, 1, 'not closed', ''],
    ['a:integer:min(5):max(4)', 17, 3, 'at least 5 and at most 4', ''],
    ['a:bigint:min(9223372036854775807):max(9)', 34, 3, 'at least', ''],
    ['a:bigint=9223372036854775808', 9, 19, 'a whole number', 'decimal(30,0)'],
    ['a:decimal(4,2):min(1.5):max(1.25)', 24, 3, 'at least 1.50 and at most 1.25', ''],
    ['a:string(5):min(6)', 12, 3, 'at least 6 and at most 5', ''],
    ['a:email:max(300)', 8, 3, 'not for email', 'unique, index'],
    ['a:integer[]:min(3):max(2)', 19, 3, 'at least 3', ''],
    ['a:integer[]:max(1001)', 16, 4, 'number of items', ''],
    ['a:integer:max(3)=4', 17, 1, 'more than 3', ''],
    ['a:decimal(4,2):min(1)=0.5', 22, 3, 'less than 1.00', ''],
    ['a:string:min(3)=ab', 16, 2, 'shorter than 3', ''],
    ['a:string:pattern([a-z]+)=A', 25, 1, 'does not match', ''],
    ['a:string:pattern(', 16, 1, 'not closed', ''],
    ['a:string:pattern()', 17, 1, 'is empty', ''],
    ['a:string:pattern(a{2,1})', 17, 6, 'no regular expression', ''],
    ['a:string:pattern', 9, 7, 'says something in brackets', 'pattern(^[a-z]+$)'],
    ['a:string:pattern(x(a+)+)', 19, 2, 'in too many ways', 'begin with another character'],
    ['a:string:pattern("\\\\d(a+)+")', 22, 2, 'in too many ways', 'begin with another character'],
    ['a:string:pattern((?!b)[a-z])', 17, 3, 'look around', 'in the service'],
    ['a:string(3):pattern(abcd+)', 12, 7, 'No two texts of an allowed length', 'longest length'],
    ['a:text:pattern(x)', 7, 7, 'No two texts of an allowed length', ''],
    ['a:string:unique:pattern([a-z]+)', 9, 6, 'no place for a number', '[a-z0-9]+'],
    ['a:string:pattern([a-z],\\d+):index', 28, 5, 'needs a comma itself', 'another sign'],
    ['a:email:pattern(x)', 8, 7, 'not for email', 'unique, index'],
    ['a:string:unique=x', 16, 1, 'since it is unique', ''],
    ['a:string?:writeonly:readonly', 20, 8, 'seen by nobody', ''],
    ['a:string:readonly', 9, 8, 'set by nobody', 'a ?'],
    ['a:string:unique?', 15, 1, 'The ? stands before the modifiers', ''],
    ['a:integer=1:unique', 11, 1, 'Modifiers stand before the =', ''],
    ['a:decimal', 2, 7, 'how many digits', 'decimal(10,2)'],
    ['a:decimal(2,3)', 12, 1, 'cannot stand behind', ''],
    ['a:decimal(101)', 10, 3, 'from 1 to 100', ''],
    ['a:decimal(1,2,3)', 14, 1, 'takes two numbers', ''],
    ['a:decimal(4,2)=100', 15, 3, '2 digits before the point', '99.99'],
    ['a:decimal(4,2)=1.234', 15, 5, 'and 2 behind it', ''],
    ['a:float=1e999', 8, 5, 'not infinite', ''],
    ['a:float=NaN', 8, 3, 'not infinite', ''],
    ['a:enum', 2, 4, 'which values', 'enum(draft,published)'],
    ['a:enum()', 7, 1, 'A value is missing', ''],
    ['a:enum(b,,c)', 9, 1, 'A value is missing', ''],
    ['a:enum(b, b)', 10, 1, 'there twice', ''],
    ['a:enum(b,B)', 9, 1, 'differ only in spelling', ''],
    ['a:enum(null)', 7, 4, 'another value', ''],
    ["a:enum(b,c'd)", 9, 3, 'begins with a letter', ''],
    ['a:enum(b,c)=d', 12, 1, 'none of the values', 'b, c'],
    ['a:date=2026-02-29', 7, 10, 'year-month-day', 'today'],
    ['a:date=now', 7, 3, 'year-month-day', 'today'],
    ['a:uuid=1', 7, 1, '32 hexadecimal', ''],
    ['a:email=x', 8, 1, 'an address', ''],
    ['a:url=javascript:alert(1)', 6, 19, 'http://', ''],
    ['a:json=1', 7, 1, 'an object in JSON', ''],
    ['a:json={"a":', 7, 5, 'an object in JSON', ''],
    ['a:string[]=a', 11, 1, 'a list in JSON', ''],
    ['a:integer[]=[1.5]', 12, 5, 'a whole number', ''],
    ['a:string[]:max(1)=["b","c"]', 18, 9, 'more than 1 items', ''],
    ['a:ref', 2, 3, 'which resource', 'ref(user)'],
    ['a:ref(1)', 6, 1, 'names a resource', ''],
    ['a:ref(b)[]', 2, 8, 'no list of ref', 'many(topic)'],
    ['a:ref(b):setnull', 9, 7, 'able to be null', '?:setnull'],
    ['a:ref(b)?:setnull:cascade', 18, 7, 'Only one thing', ''],
    ['a:ref(b)=1', 9, 1, 'no default', ''],
    ['a:many(b)?', 2, 7, 'never null', ''],
    ['a:ref(b) aId:uuid', 9, 8, 'one and the same column', ''],
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
    ['a:enum(b, c):index', 'a:enum(b,c):index'],
    ['a:decimal(5)?:max(10):min(1)=7', 'a:decimal(5,0)?:min(1):max(10)=7'],
    ['a:ref(BlogPost)?:setnull', 'a:ref(blog-post)?:setnull'],
    ['a:string:pattern("[a-z]")', 'a:string:pattern([a-z])'],
    ['a:float=1e3', 'a:float=1000'],
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

describe('any text at all', () => {
  const word = fc.constantFrom(...fieldTypeNames, ...modifierNames, 'a', 'B', 'id', '__proto__')
  const mark = fc.constantFrom(...':()[]?=,".\'\\ |^$*+{}-0195\n\u202e\0')
  const text = fc
    .array(
      fc.oneof(word, mark, fc.constantFrom('a:', ')', '(1)', '=1', ':min(', '[]'), fc.string()),
    )
    .map((parts) => parts.join(''))
  const args = fc.constantFrom('', '(1)', '(9,2)', '(b,c)', '(255)', '(x', '()')
  const modifier = fc
    .tuple(
      fc.constantFrom(...modifierNames),
      fc.constantFrom('', '(1)', '(-2.5)', '([a-z])', '(3)'),
    )
    .map((parts) => `:${parts.join('')}`)
  const value = fc.constantFrom(
    '',
    '',
    '',
    '',
    '=1',
    '=b',
    '=true',
    '=now',
    '=[]',
    '={}',
    '="\\"x"',
    '=["b"]',
  )
  const field = fc
    .tuple(
      fc.constantFrom('a', 'b', 'createdBy', 'class'),
      fc.oneof(
        fc.constantFrom(...Object.values(typeSyntax).map(({ usage }) => usage)),
        fc.tuple(fc.constantFrom(...fieldTypeNames), args).map((parts) => parts.join('')),
      ),
      fc.constantFrom('', '[]'),
      fc.constantFrom('', '?'),
      fc.array(modifier, { maxLength: 1, size: 'max' }).map((parts) => parts.join('')),
      value,
    )
    .map(([name, ...rest]) => `${name}:${rest.join('')}`)
  const spec = fc.oneof(
    text,
    fc.array(field, { maxLength: 2 }).map((parts) => parts.join(' ')),
  )

  test('is read and printed alike, or refused at a place', () => {
    let accepted = 0
    fc.assert(
      fc.property(spec, (typed) => {
        let fields: readonly Field[]
        try {
          fields = parseFields(typed)
        } catch (error) {
          expect(error).toBeInstanceOf(UserError)
          expect((error as UserError).where).toMatch(/\n *\^+$/)
          return
        }
        if (fields.length > 0) accepted += 1
        const printed = formatFields(fields)
        expect(parseFields(printed)).toEqual(fields)
        expect(formatFields(parseFields(printed))).toBe(printed)
      }),
      { numRuns: Number(process.env.FIELD_CASES ?? 3_000), seed: 1 },
    )
    expect(accepted).toBeGreaterThan(50)
  })
})
