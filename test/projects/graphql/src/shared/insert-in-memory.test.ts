import { expect, it } from 'vitest'
import { TakenError } from './errors.ts'
import { insertInMemory } from './insert-in-memory.ts'

const one = { id: 'a', code: 'x' }
const other = { id: 'b', code: 'y' }

it('keeps all of them, in their order', () => {
  const stored = new Map([[one.id, one]])

  insertInMemory(stored, [other, { id: 'c', code: 'x' }])

  expect([...stored.keys()]).toEqual(['a', 'b', 'c'])
})

it.each([
  ['an id that is there', [other, { id: 'a', code: 'z' }]],
  ['one id twice', [other, { id: 'b', code: 'z' }]],
  ['a value that is there', [other, { id: 'c', code: 'x' }]],
  ['one value twice', [other, { id: 'c', code: 'y' }]],
])('keeps none of them for %s', (_, entities) => {
  const stored = new Map([[one.id, one]])

  expect(() => insertInMemory(stored, entities, ['code'])).toThrow(TakenError)
  expect([...stored.values()]).toEqual([one])
})
