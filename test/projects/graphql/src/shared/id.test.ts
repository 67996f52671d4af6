import { expect, it } from 'vitest'
import { newId } from './id.ts'

it('makes ids that rise, also within one millisecond', () => {
  const ids = Array.from({ length: 10_000 }, newId)

  expect(ids).toEqual([...new Set(ids)].sort())
  expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
