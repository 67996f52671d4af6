import { afterAll, describe, expect, it } from 'vitest'
import { openapiDocument } from '../../src/http/openapi.ts'
import { createTestApp } from '../support/app.ts'
import * as checks from './checks.ts'
import { looseTexts } from './document.ts'
import { prepared } from './prepared.ts'
import { stored } from './stored.ts'
import { createWalk } from './walk.ts'

// Every operation of the document, tried as someone would who wants to see it fail. There is nothing
// to add here for a new resource: what is in the document is walked.

const app = await createTestApp()
const document = await openapiDocument(app.api)
const walk = createWalk(
  app.api,
  document,
  (path) => stored[path]?.(app.db),
  (operation) => prepared[operation]?.(app),
)

afterAll(() => app.close())

it('finds each operation under a name of its own', () => {
  const names = walk.operations.map((it) => it.name)
  expect(new Set(names).size).toBe(names.length)
})

it('bounds each text that it matches, and matches it from beginning to end', () => {
  expect(looseTexts(document)).toEqual([])
})

// Many fields are many requests.
describe.each(walk.operations)('$name', { timeout: 300_000 }, (operation) => {
  it('takes its example', () => checks.takesItsExample(walk, operation))

  it('is for those alone whom it is documented for', () => checks.isGuarded(walk, operation))

  it('bears hostile values in its body', () => checks.bearsHostileBodies(walk, operation))

  it('bears hostile values in its address and headers', () =>
    checks.bearsHostileParameters(walk, operation))

  it('answers whatever is made up as documented', () => checks.isAsDocumented(walk, operation))

  it('refuses keys that only the server sets, or nobody knows', () =>
    checks.refusesUnknownKeys(walk, operation))

  it('refuses a parameter that is given twice', () => checks.refusesDuplicates(walk, operation))

  it('refuses bodies of other media types', () => checks.refusesForeignBodies(walk, operation))

  it('refuses to answer in other media types', () => checks.refusesForeignAnswers(walk, operation))
})

describe.each(walk.paths)('%s', (path) => {
  it('forgets what is deleted', () => checks.forgetsWhatIsDeleted(walk, path))

  it('answers other methods with those that it has', () => checks.namesItsMethods(walk, path))
})
