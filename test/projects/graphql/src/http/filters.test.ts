import { expect, it } from 'vitest'
import { ordered, readConditions, toBigInt } from './filters.ts'
import { HttpError } from './http-error.ts'
import * as wire from './wire.ts'

const filters = { size: ordered(wire.Int64, toBigInt) }

it.each(['9223372036854775807', '-9223372036854775808'])('takes %s, in a list too', (size) => {
  expect(readConditions(filters, { 'size[in]': `${size},0` })).toEqual([
    { field: 'size', operator: 'in', value: [BigInt(size), 0n] },
  ])
})

it.each(['9223372036854775808', '-9223372036854775809'])(
  'refuses %s, which no column holds, in a list too',
  (size) => {
    for (const parameter of ['size', 'size[in]']) {
      expect(() => readConditions(filters, { [parameter]: size })).toThrow(HttpError)
    }
  },
)
