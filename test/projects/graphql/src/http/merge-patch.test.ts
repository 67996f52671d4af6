import { describe, expect, it } from 'vitest'
import { ConflictError, InvalidError, PreconditionFailedError } from '../shared/errors.ts'
import { mergePatch, updateMerged } from './merge-patch.ts'

describe('mergePatch', () => {
  // RFC 7396, Appendix A: the original, the patch, the result.
  it.each([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', '{}'],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['["a","b"]', '["c","d"]', '["c","d"]'],
    ['{"a":"b"}', '["c"]', '["c"]'],
    ['{"a":"foo"}', 'null', 'null'],
    ['{"a":"foo"}', '"bar"', '"bar"'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
    ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
  ])('makes of %s with %s %s', (original, patch, result) => {
    expect(JSON.stringify(mergePatch(JSON.parse(original), JSON.parse(patch)))).toBe(result)
  })

  it('changes neither of the two', () => {
    const target = { a: { b: 1 } }
    const patch = { a: { b: null, c: { d: 2 } } }

    expect(mergePatch(target, patch)).toEqual({ a: { c: { d: 2 } } })
    expect([target, patch]).toEqual([{ a: { b: 1 } }, { a: { b: null, c: { d: 2 } } }])
  })

  it('takes the names of what objects inherit for keys', () => {
    const patch = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"a":1}}}')

    const merged = mergePatch({}, patch) as Record<string, unknown>

    expect(JSON.stringify(merged)).toBe(JSON.stringify(patch))
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
    expect(({} as Record<string, unknown>).a).toBeUndefined()
  })
})

class ChangedError extends PreconditionFailedError {
  constructor() {
    super('thing_changed', 'Someone else was faster.')
  }
}

interface Thing {
  readonly title: string
  readonly at: Date
  readonly meta: Readonly<Record<string, unknown>> | null
}

/** A service with one thing, which someone else changes after each of the next `others` reads. */
function setUp(others = 0) {
  let left = others
  let thing = { title: 'One', at: new Date(0), meta: { a: 1 } as Thing['meta'], version: 1 }
  const reads = { count: 0 }
  return {
    reads,
    async get(_id: string) {
      reads.count += 1
      const read = thing
      if (left > 0) {
        left -= 1
        const meta = { ...thing.meta, [`other${thing.version}`]: true }
        thing = { ...thing, meta, version: thing.version + 1 }
      }
      return read
    },
    async update(_id: string, changes: Partial<Thing>, expected?: number) {
      if (expected !== undefined && expected !== thing.version) throw new ChangedError()
      thing = { ...thing, ...changes, version: thing.version + 1 }
      return thing
    },
  }
}

describe('updateMerged', () => {
  it('merges what is an object, and nothing else', async () => {
    const at = new Date(1)
    const changes = { title: 'Two', at, meta: { b: { c: 2, d: null } } }

    const changed = await updateMerged(setUp(), 'id', changes)

    expect(changed).toEqual({ title: 'Two', at, meta: { a: 1, b: { c: 2 } }, version: 2 })
  })

  it('reads nothing where there is nothing to merge', async () => {
    const things = setUp()

    const changed = await updateMerged(things, 'id', { at: new Date(1), meta: null })

    expect(changed).toMatchObject({ meta: null, version: 2 })
    expect(things.reads.count).toBe(0)
  })

  it('merges again where someone else was faster', async () => {
    const things = setUp(2)

    const changed = await updateMerged(things, 'id', { meta: { a: null, b: 2 } })

    expect(changed).toMatchObject({ meta: { other1: true, other2: true, b: 2 }, version: 4 })
    expect(things.reads.count).toBe(3)
  })

  it('gives up after three times', async () => {
    const things = setUp(9)

    await expect(updateMerged(things, 'id', { meta: { b: 2 } })).rejects.toThrow(ConflictError)
    expect(things.reads.count).toBe(3)
  })

  it('does not merge into another version than the one that the caller expects', async () => {
    const things = setUp(1)

    await expect(updateMerged(things, 'id', { meta: { b: 2 } }, 1)).rejects.toThrow(ChangedError)
    expect(things.reads.count).toBe(1)
    expect((await things.get('id')).meta).toEqual({ a: 1, other1: true })
  })

  it.each([
    ['keys', Object.fromEntries(Array.from({ length: 1_000 }, (_, key) => [`key${key}`, 1]))],
    ['text', { text: 'x'.repeat(131_072 - 10) }],
  ])('refuses what is too much once it is merged: %s', async (_, meta) => {
    const failure = await updateMerged(setUp(), 'id', { meta }).catch((error: unknown) => error)

    expect(failure).toBeInstanceOf(InvalidError)
    expect(failure).toMatchObject({ errors: [{ pointer: '/meta', code: 'json' }] })
  })
})
