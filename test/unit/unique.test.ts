import { describe, expect, test } from 'vitest'
import type { Field } from '../../src/model/field.ts'
import { typeOf } from '../../src/model/field-types/table.ts'
import { parseFields } from '../../src/model/fields.ts'

/** What the factory of a made project gives its first entities. */
function values(field: Field, howMany: number): unknown[] {
  const expression = typeOf(field).unique(field)
  const evaluate = new Function('made', 'newId', `return ${expression}`)
  let ids = 0
  const newId = () => `id ${ids++}`
  return Array.from({ length: howMany }, (_, index) => evaluate(index + 1, newId))
}

const key = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value))

describe('what is unique has a value for each entity', () => {
  test.each([
    'string',
    'string(2)',
    'string(9):min(9)',
    'string(600):min(500)',
    'integer',
    'integer:min(1):max(60)',
    'integer:max(-3)',
    'integer:min(2147483000)',
    'bigint',
    'bigint:min(9000000000000000000)',
    'bigint:max(-9000000000000000000)',
    'decimal(10,2)',
    'decimal(3,3)',
    'decimal(3,3):max(-0.1)',
    'decimal(3,1):min(90)',
    'decimal(30,20)',
    'decimal(30,0):min(1000000000000000000000)',
    'float',
    'float:min(0):max(1)',
    'uuid',
    'date',
    'timestamp',
    'email',
    'url',
  ])('%s', (type) => {
    const [field] = parseFields(`x:${type}:unique`)
    if (!field) throw new Error('no field')
    const made = values(field, 50).map(key)
    const examples = typeOf(field).examples(field, 'x')
    const spelled = examples.map((example) => new Function(`return ${example}`)()).map(key)

    expect(new Set([...made, ...spelled]).size).toBe(52)
    for (const value of made) {
      const [low, high] = [field.min, field.max].map((bound) => Number(bound ?? Number.NaN))
      const size = /^(string|email|url)$/.test(field.type) ? value.length : Number(value)
      if (low !== undefined && size < low) throw new Error(`${value} is less than ${low}`)
      if (high !== undefined && size > high) throw new Error(`${value} is more than ${high}`)
      if (field.type === 'decimal') {
        const digits = value.replace(/^-?0?/, '').replace('.', '')
        expect(digits.length).toBeLessThanOrEqual(field.precision ?? 0)
        expect(value.split('.')[1]?.length ?? 0).toBe(field.scale)
      }
    }
  })
})
