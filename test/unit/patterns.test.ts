import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildAutomaton } from '../../src/model/patterns/automaton.ts'
import { examplesOf } from '../../src/model/patterns/examples.ts'
import { checkLinear } from '../../src/model/patterns/linear.ts'
import { type PatternPart, PatternProblem, parsePattern } from '../../src/model/patterns/parse.ts'
import {
  anchored,
  inPostgres,
  isStorable,
  patternExamples,
  understand,
} from '../../src/model/patterns/pattern.ts'

/** The part that is to blame, and what is said of it; null where the pattern is taken. */
function problemOf(source: string): readonly [string, string] | null {
  try {
    understand(source)
    return null
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error
    return [source.slice(error.start, error.end), error.message]
  }
}

describe('takes no longer than its text is long', () => {
  test.each([
    '^[a-z]+$',
    '[a-z0-9]+(-[a-z0-9]+)*',
    '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*',
    '\\+[1-9]\\d{1,14}',
    '[^@.]+@[^@.]+(\\.[^@.]+)+',
    '\\p{Lu}\\p{L}*(?: \\p{L}+)*',
    '(?:a|b|cd)+',
    '(?<year>\\d{4})-(?:0[1-9]|1[0-2])',
    '[a-z0-9-]*[a-z0-9]',
    '(?:ab|ac)*',
    '\\s*=\\s*\\w+',
    '.*',
    '[^]*',
    '[]?a',
    '\\ud83d\\ude00{2,}?',
    '^a|b$',
    '(?:ab?){1,200}',
  ])('%s', (source) => expect(problemOf(source)).toBeNull())
})

describe('refuses', () => {
  const ways = 'in too many ways'
  test.each([
    ['x(a+)+', 'a+', ways],
    ['(?:a*)*', 'a*', ways],
    ['(?:a|a)*', '(?:a|a)*', ways],
    ['(?:a|ab|b)*c', '(?:a|ab|b)*', ways],
    ['(?:[a-z]+-?)+', '[a-z]+', ways],
    ['x[a-z]*[0-9]*[a-z]*', '[a-z]*[0-9]*[a-z]*', ways],
    ['.*@.*', '.*@.*', ways],
    ['[^@]+@[^@]+\\.[^@]+', '[^@]+\\.[^@]+', ways],
    ['\\w+\\d+', '\\w+\\d+', ways],
    ['(?:a?){30}a{30}', 'a?){30}a{30}', ways],
    ['(?:a{0,20}){20}', 'a{0,20}', ways],
    ['(?:a?b?c?)*', 'c?', ways],
    ['(?:a|b|ab)(?:a|b|ab)(?:a|b|ab)(?:a|b|ab)(?:a|b|ab)(?:a|b|ab)(?:a|b|ab)', '', ways],
    ['\\p{L}+[a-z]+', '\\p{L}+[a-z]+', ways],
    ['a(?:[ab]|c){12}b{0,40}[abc]{0,20}', '', ways],
    ['[a-z]{1,5000}', '[a-z]{1,5000}', 'repeats too much'],
    ['(?:x{1,100}-){1,100}', 'x{1,100}', 'repeats too much'],
    ['a(?=b)b', '(?=', 'look around'],
    ['(?<!a)b', '(?<!', 'look around'],
    ['a\\bb', '\\b', 'look around'],
    ['(a)\\1', '\\1', 'look back'],
    ['(?<one>a)\\k<one>', '\\k<one>', 'look back'],
    ['a^b', '^', 'at the ends'],
    ['(?:a$|b)', '$', 'at the ends'],
  ])('%s', (source, part, message) => {
    const [blamed, said] = problemOf(source) ?? []
    expect(said).toContain(message)
    if (part !== '') expect(blamed).toBe(part)
  })

  test('a pattern that switches flags', () => {
    expect(() => parsePattern('(?i:a)')).toThrow('switches no flags')
  })
})

describe('in PostgreSQL', () => {
  test.each([
    ['^[a-z]+$', '^[a-z]+$'],
    ['a|b', '^(?:a|b)$'],
    ['^a|b$', '^(?:a|b)$'],
    ['(?<year>\\d{4})', '^[0-9]{4}$'],
    ['\\w[^\\]^-]', '^[0-9A-Z_a-z][^\\-\\]\\^]$'],
    ['(ab?)*?|\\.', '^(?:(?:ab?)*|\\.)$'],
    ["[']", "^'$"],
    ['x{2,}y{3}z{0,4}', '^x{2,}y{3}z{0,4}$'],
    ['\\u0041', '^A$'],
  ])('%s is %s', (source, there) => expect(inPostgres(source)).toBe(there))

  test.each(['.', '\\s', '\\p{L}', 'ä', '[^ä]', '\\n', '[^]', 'a{1,256}', '[]?a'])(
    '%s is not checked',
    (source) => expect(inPostgres(source)).toBeUndefined(),
  )
})

test.each([
  ['[a-z]+', '^[a-z]+$'],
  ['^[a-z]+$', '^[a-z]+$'],
  ['a|b', '^(?:a|b)$'],
  ['^a|b$', '^(?:^a|b$)$'],
  ['(a|b)', '^(a|b)$'],
  ['a\\$', '^a\\$$'],
  ['a\\\\$', '^a\\\\$'],
])('%s is matched whole by %s', (source, whole) => expect(anchored(source)).toBe(whole))

test.each([
  ['[a-z]+', true],
  ['[^a]', false],
  ['.', false],
  ['[\\ue000-\\uffff]', true],
  ['[\\ud000-\\ud900]', false],
  ['\\0', false],
])('whether %s can be stored is %s', (source, is) => expect(isStorable(source)).toBe(is))

describe('examples', () => {
  const field = (pattern: string, more: object = {}) => ({
    name: 'a',
    type: 'string' as const,
    nullable: false,
    max: 20,
    pattern,
    ...more,
  })

  test('are the shortest of an allowed length', () => {
    expect(patternExamples(field('[a-z]+', { min: 3 }))?.examples).toEqual(['aaa', 'aab'])
    expect(patternExamples(field('a{18,}'))?.examples).toEqual(['a'.repeat(18), 'a'.repeat(19)])
  })

  test.each([
    ['abc', {}],
    ['[a-z]{21}', {}],
    ['[a-z]{1,3}', { min: 4 }],
    ['\\0+', {}],
    ['[\\ud800-\\udfff]+', {}],
    ['a?', {}],
  ])('there are none of %s, %j', (pattern, more) => {
    expect(patternExamples(field(pattern, more))).toBeUndefined()
  })

  test('of a unique field are none that the counter makes', () => {
    const found = patternExamples(field('[0-9]{4}', { unique: true }))
    expect(found?.examples).toEqual(['9999', '9998'])
    expect(found?.counting?.made(12)).toBe('0012')
  })

  test.each([
    ['[a-z0-9_]+', '00c'],
    ['[A-Z0-9]{3}', '00C'],
    ['[A-Z]{3}-\\d{4}', 'AAA-0012'],
    ['v\\d+(?:\\.\\d+)*', 'v0012'],
    ['\\S+@x', '00c@x'],
  ])('%s is counted: %s', (pattern, made) => {
    const counting = patternExamples(field(pattern, { unique: true }))?.counting
    expect(counting?.made(12)).toBe(made)
    expect(made).toMatch(new RegExp(anchored(pattern), 'u'))
  })

  test.each(['[a-z]+', '\\d{3}', '[a-z0-9]{2}', '(?:\\d-)+'])('%s is not counted', (pattern) => {
    expect(patternExamples(field(pattern, { unique: true }))?.counting).toBeUndefined()
  })

  test('there is no text that anything does not match', () => {
    expect(patternExamples(field('[^]*'))?.other).toBeUndefined()
    expect(patternExamples(field('.*'))?.other).toBe('a\n')
  })
})

const character = fc.constantFrom('a', 'b', '0', '-', '\\.', '[a-c]', '[^a]', '\\d', '\\w', 'é')
const source: fc.Arbitrary<string> = fc.letrec<{ any: string; one: string }>((tie) => ({
  any: fc
    .array(
      fc.tuple(tie('one'), fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,3}', '{2,}')),
      { maxLength: 4 },
    )
    .map((parts) => parts.map((it) => it.join('')).join('')),
  one: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    character,
    fc.tuple(tie('any'), tie('any')).map((parts) => `(?:${parts.join('|')})`),
  ),
})).any

test('whatever is found of a pattern matches it', () => {
  fc.assert(
    fc.property(source, (pattern) => {
      fc.pre(problemOf(pattern) === null)
      const whole = new RegExp(`^(?:${pattern})$`, 'u')
      expect(anchored(pattern)).toBe(new RegExp(anchored(pattern), 'u').source)
      let count = 0
      for (const text of examplesOf(understand(pattern).automaton, { min: 0, max: 12 })) {
        expect(text).toMatch(whole)
        if (++count === 20) break
      }
    }),
    { numRuns: 200 },
  )
})

test('a pattern is understood as JavaScript does', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '0', '-', '.', 'é'), maxLength: 6 })
  fc.assert(
    fc.property(source, fc.array(text, { minLength: 5 }), (pattern, texts) => {
      fc.pre(problemOf(pattern) === null)
      const there = inPostgres(pattern)
      for (const it of texts) {
        const matches = new RegExp(`^(?:${pattern})$`, 'u').test(it)
        expect(steps(parsePattern(pattern), it).matches).toBe(matches)
        // As far as it is written in what both know, JavaScript reads it alike.
        if (there !== undefined) expect(new RegExp(there, 'u').test(it)).toBe(matches)
      }
    }),
    { numRuns: 200 },
  )
})

test('a matcher that tries one way after the other is done in as many steps as there are characters', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '0', '-'), minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(source, text, (pattern, unit) => {
      const part = parsePattern(pattern)
      fc.pre(problemOf(pattern) === null)
      const attack = `${unit.repeat(40)}\n`
      expect(steps(part, attack).taken).toBeLessThanOrEqual(16 * (attack.length + 1))
    }),
    { numRuns: 500 },
  )
})

test('what a plain matcher takes very long for is refused', () => {
  const part = parsePattern('(?:a|a)*b')
  expect(steps(part, 'a'.repeat(12)).taken).toBeGreaterThan(4_000)
  expect(() => checkLinear(buildAutomaton(part))).toThrow(PatternProblem)
})

/** Matches as JavaScript does, and counts the characters that it takes on all its ways. */
function steps(pattern: PatternPart, text: string): { matches: boolean; taken: number } {
  let taken = 0
  const has = (part: PatternPart & { kind: 'one' }, at: number) => {
    const point = text.codePointAt(at)
    if (point === undefined) return false
    return part.of.some(([first, last]) => first <= point && point <= last)
  }
  function run(part: PatternPart, at: number, then: (at: number) => boolean): boolean {
    switch (part.kind) {
      case 'one':
        if (!has(part, at)) return false
        taken += 1
        return then(at + 1)
      case 'choice':
        return part.parts.some((it) => run(it, at, then))
      case 'sequence': {
        const from = (index: number, here: number): boolean => {
          const next = part.parts[index]
          return next ? run(next, here, (after) => from(index + 1, after)) : then(here)
        }
        return from(0, at)
      }
      case 'repeated': {
        const again = (count: number, here: number): boolean => {
          const more = () =>
            count < part.max &&
            run(part.part, here, (after) =>
              after === here && count >= part.min ? false : again(count + 1, after),
            )
          return more() || (count >= part.min && then(here))
        }
        return again(0, at)
      }
    }
  }
  return { matches: run(pattern, 0, (at) => at === text.length), taken }
}
