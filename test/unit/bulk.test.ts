import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MAX_FIELDS } from '../../src/model/field.ts'

/** What PostgreSQL takes in one statement. */
const MAX_PARAMETERS = 65_535

/** `id`, `owner_id`, `created_at`, `updated_at` and `version`. */
const OTHER_COLUMNS = 5

test('the rows of one request fit into one INSERT, whatever fields they have', () => {
  const source = readFileSync(
    new URL('../../templates/project/base/src/http/bulk.ts', import.meta.url),
    'utf8',
  )
  const maxBulk = Number(/^export const MAX_BULK = (\d+)$/m.exec(source)?.[1])

  expect(maxBulk * (MAX_FIELDS + OTHER_COLUMNS)).toBeLessThanOrEqual(MAX_PARAMETERS)
})
