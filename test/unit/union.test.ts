import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { uniteManifests } from '../../src/model/union.ts'
import { manifestWith } from './support/manifests.ts'

const at = (second: number) => `20261122T0930${String(second).padStart(2, '0')}Z`
const resource = (second: number, name: string, fields = 'title:string'): Operation => ({
  at: at(second),
  run: 'resource',
  name,
  fields,
})
const having = (...history: readonly Operation[]) => manifestWith({ history })

const unite = (base: Manifest, ours: Manifest, theirs: Manifest) =>
  uniteManifests({
    base,
    ours: { label: 'main', manifest: ours },
    theirs: { label: 'other', manifest: theirs },
  })

function refusal(...sides: readonly [Manifest, Manifest, Manifest]): UserError {
  try {
    unite(...sides)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was not refused')
}

describe('the history of two branches', () => {
  const [a, b, c, d] = [
    resource(1, 'a-one'),
    resource(2, 'b-one'),
    resource(3, 'c-one'),
    resource(4, 'd-one'),
  ]

  test('has the operations of both, in the order of their times', () => {
    expect(unite(having(a), having(a, b, d), having(a, c)).history).toEqual([a, b, c, d])
    expect(unite(having(a), having(a), having(a, c)).history).toEqual([a, c])
    expect(unite(having(a), having(a, c), having(a, c)).history).toEqual([a, c])
  })

  test('has not what one of them has taken back', () => {
    expect(unite(having(a, b), having(b), having(a, b, c)).history).toEqual([b, c])
    expect(unite(having(a, b), having(a), having(b)).history).toEqual([])
  })

  test('is refused for two operations of one time', () => {
    const { message, where, help } = refusal(having(), having(a), having(resource(1, 'other')))
    expect(message).toBe(`Two operations have the same time, ${at(1)}.`)
    expect(where).toBe(
      `resource a-one, of ${at(1)} (on main)\nresource other, of ${at(1)} (on other)`,
    )
    expect(help).toContain(`undo ${at(1)}`)
  })

  test('is refused for an operation that is another on each, or gone on one', () => {
    const [one, two] = [resource(1, 'a-one', 'x:text'), resource(1, 'a-one', 'y:text')]
    expect(refusal(having(a), having(one), having(two)).message).toContain('is another on each')
    expect(refusal(having(a), having(one), having()).where).toContain('nothing, any more')
  })

  test('is refused for what the other has made too', () => {
    const { message, where } = refusal(
      having(),
      having(resource(1, 'article')),
      having(resource(2, 'articles')),
    )
    expect(message).toContain('does not go together')
    expect(where).toBe(
      `resource articles, of ${at(2)} (on other)\nresource article, of ${at(1)} (on main)`,
    )
  })

  test('is refused for what needs what the other has taken back', () => {
    const comment = resource(2, 'comment', 'article:ref(article)')
    const article = resource(1, 'article')
    const { where } = refusal(having(article), having(), having(article, comment))
    expect(where).toBe(
      `resource comment, of ${at(2)} (on other)\nresource article, of ${at(1)} (taken back on main)`,
    )
  })
})

describe('the choices of two branches', () => {
  const of = (parts: Partial<Manifest>) => manifestWith(parts)

  test('are those that one of them has made', () => {
    const united = unite(
      of({ features: { docker: true, 'github-ci': true } }),
      of({ features: { docker: false, 'github-ci': true } }),
      of({ features: { docker: true, 'pinned-node': true }, packageManager: 'pnpm' }),
    )
    expect(united).toMatchObject({
      packageManager: 'pnpm',
      features: { docker: false, 'pinned-node': true },
    })
    expect(united.features['github-ci']).toBeUndefined()
  })

  test('are refused where they are two', () => {
    const { message, where } = refusal(
      of({}),
      of({ packageManager: 'pnpm' }),
      of({ packageManager: 'bun' }),
    )
    expect(message).toBe('The branches do not agree on packageManager.')
    expect(where).toBe('alex.json: "pnpm" on main\nalex.json: "bun" on other')
    expect(() => unite(of({}), of({ name: 'one' }), of({ name: 'one' }))).not.toThrow()
  })
})
