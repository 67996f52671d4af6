import { describe, expect, it } from 'vitest'
import { mergeJson } from '../../src/merge/json.ts'

const spell = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

function mergeValues(base: unknown, user: unknown, target: unknown) {
  return mergeJson({ base: spell(base), user: spell(user), target: spell(target) })
}

function clean(merged: ReturnType<typeof mergeJson>) {
  if (!merged.clean) throw new Error(`conflict: ${merged.reason}`)
  return merged
}

describe('JSON', () => {
  const base = { name: 'my-api', scripts: { dev: 'a', test: 'b' }, dependencies: { pg: '1' } }

  it('takes changes of both sides, though they are lines beside each other', () => {
    const user = { ...base, dependencies: { knex: '3', pg: '1' } }
    const target = { ...base, dependencies: { fastify: '5', pg: '1' } }
    const { content } = clean(mergeValues(base, user, target))
    expect(content).toBe(spell({ ...base, dependencies: { fastify: '5', knex: '3', pg: '1' } }))
  })

  it('keeps the order and the indentation of the user', () => {
    const user = '{\n\t"scripts": { "test": "b", "dev": "a" },\n\t"name": "mine"\n}\n'
    const { content } = clean(
      mergeJson({
        base: spell({ name: 'my-api', scripts: { dev: 'a', test: 'b' } }),
        user,
        target: spell({ name: 'my-api', scripts: { dev: 'a', test: 'b2' }, private: true }),
      }),
    )
    expect(content).toBe(
      '{\n\t"scripts": { "test": "b2", "dev": "a" },\n\t"private": true,\n\t"name": "mine"\n}\n',
    )
  })

  it('keeps comments, CRLF and a byte order mark', () => {
    const user = '\uFEFF{\r\n  // strict\r\n  "strict": true,\r\n  "mine": 1\r\n}\r\n'
    const { content } = clean(
      mergeJson({
        base: spell({ strict: true }),
        user,
        target: spell({ strict: false, more: [1] }),
      }),
    )
    expect(content).toBe(
      '\uFEFF{\r\n  // strict\r\n  "strict": false,\r\n  "more": [\r\n    1\r\n  ],\r\n  "mine": 1\r\n}\r\n',
    )
  })

  it('is a conflict where both sides changed one key, at the line of the user', () => {
    const user = { ...base, scripts: { dev: 'mine', test: 'b' } }
    const target = { ...base, scripts: { dev: 'theirs', test: 'b' } }
    expect(mergeValues(base, user, target)).toMatchObject({
      clean: false,
      reason: 'you changed scripts.dev, and so does this',
      lines: [4],
    })
  })

  it('leaves out a key that the user removed, and says so', () => {
    const user = { ...base, scripts: { test: 'b' } }
    const target = { ...base, scripts: { dev: 'theirs', test: 'b', lint: 'c' } }
    const merged = clean(mergeValues(base, user, target))
    expect(JSON.parse(merged.content).scripts).toEqual({ test: 'b', lint: 'c' })
    expect(merged.stayRemoved).toEqual(['scripts.dev'])
  })

  it('removes its own keys from an object that the user has added to', () => {
    const user = { ...base, dependencies: { pg: '1', mine: '2' } }
    const { dependencies: _, ...target } = base
    const { content } = clean(mergeValues(base, user, target))
    expect(JSON.parse(content)).toEqual({ ...target, dependencies: { mine: '2' } })
  })

  it('is a conflict where the user changed what would be removed', () => {
    const user = { ...base, dependencies: { pg: '9' } }
    expect(mergeValues(base, user, { ...base, dependencies: {} }).clean).toBe(false)
  })

  it('merges lists item by item, or conflicts', () => {
    const of = (...include: unknown[]) => ({ include })
    const { content } = clean(mergeValues(of('a', 'b'), of('mine', 'a', 'b'), of('a', 'b', 'c')))
    expect(JSON.parse(content)).toEqual(of('mine', 'a', 'b', 'c'))
    expect(mergeValues(of('a'), of('a', 'mine'), of('a', 'theirs')).clean).toBe(false)
  })

  it('appends to a list without touching how the items before are written', () => {
    const user = '{ "mine": 1,\n  "history": [\n    { "at": 1, "run": "x" }\n  ]\n}\n'
    const { content } = clean(
      mergeJson({
        base: spell({ history: [{ at: 1, run: 'x' }] }),
        user,
        target: spell({ history: [{ at: 1, run: 'x' }, { at: 2 }] }),
      }),
    )
    expect(content).toContain('    { "at": 1, "run": "x" },\n')
    expect(JSON.parse(content)).toEqual({ mine: 1, history: [{ at: 1, run: 'x' }, { at: 2 }] })
  })

  it('goes back to the same bytes when the merge is undone', () => {
    const with_ = {
      ...base,
      scripts: { ...base.scripts, zed: 'z' },
      dependencies: { a: '1', pg: '1', z: '1' },
    }
    for (const user of [
      spell({ ...base, mine: [1, 2], dependencies: { kysely: '1', pg: '1' } }),
      `${JSON.stringify({ ...base, extra: {} }, null, '\t')}\n`,
      JSON.stringify({ ...base, extra: { deep: { er: [] } } }, null, 4).replaceAll('\n', '\r\n'),
    ]) {
      const there = clean(mergeJson({ base: spell(base), user, target: spell(with_) }))
      const back = clean(
        mergeJson({ base: spell(with_), user: there.content, target: spell(base) }),
      )
      expect(back.content).toBe(user)
    }
  })

  it('that does not parse, or has a key twice, is a conflict', () => {
    const target = spell({ ...base, name: 'other' })
    expect(mergeJson({ base: spell(base), user: '{\n  "name": \n}\n', target })).toMatchObject({
      clean: false,
      reason: expect.stringMatching(/not valid JSON/),
      lines: [3],
    })
    const twice = '{ "name": "my-api", "name": "my-api" }\n'
    expect(
      mergeJson({ base: spell({ name: 'my-api' }), user: twice, target: spell({ name: 'o' }) }),
    ).toMatchObject({ clean: false })
  })
})
