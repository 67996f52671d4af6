import { expect, test } from 'vitest'
import { isUsable } from './account.ts'

const account = {
  id: '01970000-0000-7000-8000-000000000001',
  email: 'ann@example.com',
  passwordHash: null,
  roles: [],
  verifiedAt: new Date(0),
  disabledAt: null,
  createdAt: new Date(0),
}

// Whatever password it has: an unconfirmed one may get it another way some day (S-PW10).
test.each([
  ['confirmed', {}, true],
  ['not confirmed', { verifiedAt: null }, false],
  ['disabled', { disabledAt: new Date(0) }, false],
])('an account that is %s may be used or not', (_, state, expected) => {
  expect(isUsable({ ...account, ...state })).toBe(expected)
})
