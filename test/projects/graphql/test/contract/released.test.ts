import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { documentPath, releasedPath } from '../../src/commands/openapi.ts'
import { breakingChanges } from './breaking.ts'

// What clients rely on is the document of the last release: `npm run openapi:release`
// keeps it. A change that breaks them belongs into a new version, beside the one there is, which
// `plop version` opens.

it('nothing breaks the clients of the last release', () => {
  const released = read(releasedPath)
  const now = read(documentPath)
  expect(released && now ? breakingChanges(released, now) : []).toEqual([])
})

function read(path: string): object | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    // Before the first release there is none.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
