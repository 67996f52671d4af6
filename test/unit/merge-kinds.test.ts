import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leftMarkers } from '../../src/merge/conflict.ts'
import { mergeEnv } from '../../src/merge/env.ts'
import { mergeFile } from '../../src/merge/file.ts'
import { mergeJson } from '../../src/merge/json.ts'
import { mergeText } from '../../src/merge/text.ts'

const text = (...lines: string[]) => lines.map((line) => `${line}\n`).join('')

/** One path merged, as the engine does it. */
function merge(path: string, sides: { base?: string; user?: string; target?: string }, more = {}) {
  const file = (content: string | undefined) =>
    content === undefined ? undefined : { content, mode: 0o644 as const }
  const seen =
    sides.user === undefined ? null : { content: Buffer.from(sides.user), mode: 0o644 as const }
  const { entry } = mergeFile({
    path,
    base: file(sides.base),
    target: file(sides.target),
    seen,
    label: 'plop resource x',
    ...more,
  })
  const content = entry.result ? Buffer.from(entry.result.content).toString() : sides.user
  return { ...entry, content, marked: entry.marked && String(entry.marked.content) }
}

const line = fc.constantFrom('a', 'b', 'c', 'd', '', '  }', '# x')
const lines = fc.array(line, { maxLength: 12 })
const style = fc.record({ crlf: fc.boolean(), bom: fc.boolean(), final: fc.boolean() })
const spell = (list: readonly string[], { crlf = false, bom = false, final = true } = {}) => {
  const body = list.join(crlf ? '\r\n' : '\n')
  return (bom ? '\uFEFF' : '') + body + (final && list.length > 0 ? (crlf ? '\r\n' : '\n') : '')
}

describe('every merge', () => {
  const json = fc.dictionary(
    fc.constantFrom('a', 'b', 'constructor', 'z'),
    fc.oneof(fc.integer(), fc.array(fc.integer(), { maxLength: 3 })),
  )
  const env = fc
    .uniqueArray(fc.constantFrom('HOST', 'PORT', 'URL', 'MODE'), { maxLength: 4 })
    .chain((keys) =>
      fc.tuple(...keys.map((key) => fc.constantFrom(`${key}=1`, `# ${key}=2`, `# say\n${key}=`))),
    )
    .map((found) => text(...found))
  const kinds = [
    ['a.txt', lines.map((list) => spell(list))],
    ['a.json', json.map((value) => `${JSON.stringify(value, null, 2)}\n`)],
    ['.env.example', env],
  ] as const

  it.each(kinds)('of %s: an unchanged side takes the other, equal sides stay', (path, any) => {
    fc.assert(
      fc.property(any, any, (one, other) => {
        expect(merge(path, { base: one, user: one, target: other }).content).toBe(other)
        expect(merge(path, { base: one, user: other, target: one }).content).toBe(other)
        expect(merge(path, { base: one, user: other, target: other }).content).toBe(other)
      }),
    )
  })

  it.each(kinds)('of %s is the same whichever side is whose, as far as sets go', (path, any) => {
    fc.assert(
      fc.property(any, any, any, (base, one, other) => {
        const there = merge(path, { base, user: one, target: other })
        const back = merge(path, { base, user: other, target: one })
        // What is left as the user has it is said, and is theirs alone.
        if (there.reason !== undefined || back.reason !== undefined) return
        const sorted = ({ content = '' }) =>
          path.endsWith('.json')
            ? JSON.parse(content)
            : content.split('\n').filter(Boolean).sort().join('\n')
        expect(there.action === 'conflict').toBe(back.action === 'conflict')
        if (there.action !== 'conflict') expect(sorted(there)).toEqual(sorted(back))
      }),
    )
  })

  it('keeps what the user wrote where the change does not reach', () => {
    fc.assert(
      fc.property(lines, fc.array(fc.stringMatching(/^mine\d$/)), style, (rest, mine, styled) => {
        const base = spell(['first', 'second', ...rest])
        const target = spell(['FIRST', 'second', ...rest])
        const user = spell(['first', 'second', ...rest, ...mine], styled)
        const { content, action } = merge('a.txt', { base, user, target })
        expect(action).not.toBe('conflict')
        expect(content).toBe(spell(['FIRST', 'second', ...rest, ...mine], styled))
      }),
      { examples: [[[], [], { crlf: true, bom: false, final: false }]] },
    )
  })

  it('writes line ends, byte order mark and end of the file as the user does', () => {
    fc.assert(
      fc.property(lines, lines, lines, style, (base, user, target, styled) => {
        const mine = spell(['top', '', ...user, 'end'], styled)
        const { action, result } = merge('a.txt', {
          base: spell(['top', '', ...base, 'end']),
          user: mine,
          target: spell(['TOP', '', ...target, 'end']),
        })
        if (action === 'conflict' || !result) return
        const content = String(result.content)
        expect(content.startsWith('\uFEFF')).toBe(styled.bom)
        expect(content.endsWith('\n')).toBe(styled.final)
        expect(content.replaceAll('\r\n', '').includes('\n')).toBe(!styled.crlf)
      }),
    )
  })

  it('with markers has all lines of both sides, and the user’s text once yours is taken', () => {
    fc.assert(
      fc.property(lines, lines, lines, (base, user, target) => {
        const merged = mergeText({ base: spell(base), user: spell(user), target: spell(target) })
        if (merged.clean) return
        const sides = { yours: [] as string[], becomes: [] as string[] }
        let part = 'both'
        for (const found of merged.marked.split('\n').slice(0, -1)) {
          if (found === '<<<<<<< yours') part = 'yours'
          else if (found.startsWith('|||||||')) part = 'was'
          else if (found === '=======') part = 'becomes'
          else if (found === '>>>>>>> this change') part = 'both'
          else {
            if (part === 'both' || part === 'yours') sides.yours.push(found)
            if (part === 'both' || part === 'becomes') sides.becomes.push(found)
          }
        }
        const clean = (list: string[]) =>
          mergeText({ base: spell(base), user: spell(list), target: spell(list) })
        expect(clean(sides.yours).clean).toBe(true)
        for (const place of merged.places) {
          expect(user.slice(place.line - 1, place.line - 1 + place.yours.length)).toEqual(
            place.yours,
          )
        }
      }),
    )
  })
})

describe('.env.example', () => {
  const base = text(
    '# Where.',
    '# HOST=127.0.0.1',
    '# PORT=3000',
    '',
    '# How much.',
    'LOG_LEVEL=info',
  )
  const target = text(
    '# Where.',
    '# HOST=127.0.0.1',
    '# PORT=3000',
    '# SOCKET=',
    '',
    '# How much.',
    'LOG_LEVEL=info',
    '',
    '# The cache.',
    '# REDIS_URL=',
  )

  it('takes new keys beside the user’s own, by key', () => {
    const user = text(
      '# Where.',
      'PORT=4000',
      'HOST=0.0.0.0',
      'MINE=1',
      '',
      '# How much.',
      'LOG_LEVEL=debug',
      'MORE=2',
    )
    const merged = mergeEnv({ base, user, target })
    expect(merged).toEqual({
      clean: true,
      kept: [],
      content: text(
        '# Where.',
        'PORT=4000',
        '# SOCKET=',
        'HOST=0.0.0.0',
        'MINE=1',
        '',
        '# How much.',
        'LOG_LEVEL=debug',
        '',
        '# The cache.',
        '# REDIS_URL=',
        'MORE=2',
      ),
    })
  })

  it('has no key twice: one that the user has already stays, and that is said', () => {
    const user = `${base}REDIS_URL=redis://mine\r\n`
    const { content, reason } = merge('.env.example', { base, user, target })
    expect(content?.match(/REDIS_URL/g)).toHaveLength(1)
    expect(content).toContain('REDIS_URL=redis://mine\r\n')
    expect(reason).toBe('you have REDIS_URL already; it stays as you wrote it')
  })

  it('keeps a key that the user changed and the target lacks, and goes back otherwise', () => {
    const user = target.replace('# REDIS_URL=', 'REDIS_URL=redis://mine')
    const back = merge('.env.example', { base: target, user, target: base })
    expect(back.content).toBe(
      text(
        '# Where.',
        '# HOST=127.0.0.1',
        '# PORT=3000',
        '',
        '# How much.',
        'LOG_LEVEL=info',
        '',
        '# The cache.',
        'REDIS_URL=redis://mine',
      ),
    )
    expect(back.reason).toMatch(/REDIS_URL is no longer needed; you changed it/)
    expect(merge('.env.example', { base: target, user: target, target: base }).content).toBe(base)
  })

  it('is a conflict where both changed one key', () => {
    const user = base.replace('3000', '4000')
    const entry = merge('.env.example', { base, user, target: base.replace('3000', '8080') })
    expect(entry).toMatchObject({
      action: 'conflict',
      lines: [3],
      places: [{ line: 3, yours: ['# PORT=4000'], was: ['# PORT=3000'], becomes: ['# PORT=8080'] }],
    })
  })
})

describe('a registry in the order of the user', () => {
  const registry = { registry: true }
  const base = text('a', 'b', 'c')
  it('takes a new line behind the one that it follows', () => {
    const entry = merge(
      'r.txt',
      { base, user: text('c', 'b', 'a'), target: text('a', 'b', 'bb', 'c') },
      registry,
    )
    expect(entry.content?.split('\n').filter(Boolean).sort()).toEqual(['a', 'b', 'bb', 'c'])
  })

  it('loses a removed line wherever the user has moved it, and has none twice', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e'], { minLength: 5 }),
        fc.subarray(['a', 'b', 'c', 'd', 'e']),
        fc.subarray(['f', 'g']),
        (order, left, added) => {
          const sides = {
            base: text('a', 'b', 'c', 'd', 'e'),
            user: text(...order, 'f'),
            target: text(...[...left, ...added].sort()),
          }
          const { action, content } = merge('r.txt', sides, registry)
          if (action === 'conflict') return
          const wanted = [...new Set([...left, ...added, 'f'])].sort()
          expect(content?.split('\n').filter(Boolean).sort()).toEqual(wanted)
        },
      ),
    )
  })

  it('has a line once that the user has added elsewhere', () => {
    const sides = { base, user: text('d', 'a', 'b', 'c'), target: text('a', 'b', 'c', 'd') }
    expect(merge('r.txt', sides, registry).content).toBe(sides.user)
  })

  it('is a conflict where a line that goes was changed', () => {
    const sides = { base, user: text('a', 'b(mine)', 'c'), target: text('a', 'c') }
    expect(merge('r.txt', sides, registry)).toMatchObject({ action: 'conflict', lines: [2] })
  })
})

describe('JSON', () => {
  it('of which every program could read the user’s version stays so', () => {
    const base = '{\n  "a": [\n    1,\n    2\n  ]\n}\n'
    for (const user of [
      '{\n  "a": [\n    1,\n    2\n  ],\n  "z": 1\n}\n',
      '{\n  "z": 1,\n  "a": [\n    1,\n    2\n  ]\n}\n',
    ]) {
      const target = '{\n  "a": [\n    1\n  ]\n}\n'
      const merged = mergeJson({ base, user, target })
      expect(merged.clean && JSON.parse(merged.content)).toEqual({ a: [1], z: 1 })
    }
  })

  it('merges keys that every object has', () => {
    const merged = mergeJson({
      base: '{}\n',
      user: '{ "toString": 1 }\n',
      target: '{ "constructor": 2 }\n',
    })
    expect(merged.clean && JSON.parse(merged.content)).toEqual({ toString: 1, constructor: 2 })
  })

  it('shows both sides of a key, and has them between markers', () => {
    const of = (dev: string, more = '') => `{\n  "scripts": {\n    "dev": "${dev}"${more}\n  }\n}\n`
    const entry = merge('package.json', {
      base: of('a'),
      user: of('mine'),
      target: of('theirs', ',\n    "lint": "x"'),
    })
    expect(entry.places).toEqual([
      { line: 3, yours: ['"dev": "mine"'], was: ['"dev": "a"'], becomes: ['"dev": "theirs"'] },
    ])
    expect(entry.marked).toBe(
      text(
        '{',
        '  "scripts": {',
        '<<<<<<< yours',
        '    "dev": "mine",',
        '||||||| as it was generated',
        '    "dev": "a",',
        '=======',
        '    "dev": "theirs",',
        '>>>>>>> plop resource x',
        '    "lint": "x"',
        '  }',
        '}',
      ),
    )
  })

  it('has markers however the conflict is written', () => {
    const value = fc.oneof(
      fc.integer({ max: 3, min: 0 }),
      fc.array(fc.integer({ max: 2, min: 0 }), { maxLength: 3 }),
    )
    const object = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value)
    const written = fc
      .tuple(object, fc.constantFrom(0, 2, '\t'))
      .map(([it, indent]) => `${JSON.stringify(it, null, indent)}\n`)
    fc.assert(
      fc.property(written, written, written, (base, user, target) => {
        const merged = mergeJson({ base, user, target })
        if (merged.clean) return
        expect(leftMarkers(merged.marked, user).length).toBeGreaterThanOrEqual(4)
        expect(merged.places.length).toBeGreaterThan(0)
      }),
    )
  })

  it('that a template spells wrongly is a conflict, and no fault of ours', () => {
    expect(merge('a.json', { base: '{}\n', user: '{ }\n', target: '{,\n' }).action).toBe('conflict')
  })
})

describe('what cannot be merged', () => {
  it('that is there already has markers at each difference', () => {
    const entry = merge('a.ts', { user: text('a', 'b', 'c'), target: text('a', 'B', 'c') })
    expect(entry.marked).toBe(
      text(
        'a',
        '<<<<<<< yours',
        'b',
        '||||||| as it was generated',
        '=======',
        'B',
        '>>>>>>> plop resource x',
        'c',
      ),
    )
    expect(entry.lines).toEqual([2])
  })

  it('that would go shows what the user changed, and has no markers', () => {
    const entry = merge('a.ts', { base: text('a', 'b'), user: text('a', 'x') })
    expect(entry).toMatchObject({
      action: 'conflict',
      places: [{ line: 2, yours: ['x'], was: ['b'] }],
    })
    expect(entry.marked).toBeNull()
  })
})

describe('conflict markers', () => {
  it('are found by line, but for those that were there before', () => {
    const document = text('Title', '=======', 'as in', '<<<<<<< HEAD')
    expect(leftMarkers(document, document)).toEqual([])
    expect(leftMarkers(`${document}=======\r\n>>>>>>> x\n`, document)).toEqual([2, 5, 6])
    expect(leftMarkers('<<<<<<<< not\n======== \n  =======\n', '')).toEqual([])
  })
})
