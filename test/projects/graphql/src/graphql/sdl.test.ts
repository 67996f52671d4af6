import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { breakingSdlChanges, releasedSdlPath, renderSdl, sdlPath } from './sdl.ts'

it('the schema in the repository matches the code', async () => {
  const written = await readFile(sdlPath, 'utf8').catch(() => '')
  expect(written === (await renderSdl()), `${sdlPath} is stale: run the script openapi`).toBe(true)
})

it('nothing breaks the clients of the last release', async () => {
  const released = await readFile(releasedSdlPath, 'utf8').catch(() => undefined)
  expect(released === undefined ? [] : breakingSdlChanges(released, await renderSdl())).toEqual([])
})

it('names what would break them', () => {
  const released = 'type Query { article(id: ID): String old: String }'

  expect(breakingSdlChanges(released, 'type Query { article(id: ID!): String }')).toEqual([
    'Field Query.old was removed.',
    'Argument Query.article(id:) has changed type from ID to ID!.',
  ])
  expect(breakingSdlChanges(released, `${released} type More { a: Int }`)).toEqual([])
})
