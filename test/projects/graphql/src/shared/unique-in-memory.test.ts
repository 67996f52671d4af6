import { expect, it } from 'vitest'
import { refuseTaken } from './unique-in-memory.ts'

const stored = [
  { id: 'a', code: 'x', at: new Date(0), note: null },
  { id: 'b', code: 'y', at: new Date(1), note: null },
]

it.each([
  ['code', { code: 'x', at: new Date(2) }],
  ['at', { code: 'z', at: new Date(1) }],
])('refuses a %s that another has', (field, values) => {
  const entity = { id: 'c', note: null, ...values }

  expect(() => refuseTaken(stored, entity, ['code', 'at', 'note'])).toThrow(
    expect.objectContaining({
      kind: 'conflict',
      code: 'already_exists',
      errors: [{ pointer: `/${field}`, code: 'taken', message: 'is already taken' }],
    }),
  )
})

it('lets an entity keep its own values, and several have none', () => {
  for (const entity of stored) refuseTaken(stored, entity, ['code', 'at', 'note'])
})
