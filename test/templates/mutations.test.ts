import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// What `npm run mutations` takes out of a made project. That a test goes red then takes many
// minutes to see; that it is there to be taken out does not.
interface Mutation {
  /** The golden project that has it: `identity`, where it says none. */
  readonly project?: string
  readonly guard: string
  readonly requirement: string
  readonly file: string
  readonly text: string | readonly string[]
  readonly instead: string | readonly string[]
  readonly tests: readonly string[]
}

const projects = join(import.meta.dirname, '../projects')
const lists = join(import.meta.dirname, '../mutations')
const mutations = readdirSync(lists)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(join(lists, name), 'utf8')) as Mutation[])
const joined = (text: string | readonly string[]) => [text].flat().join('\n')

test('there are at least sixty, each of a guard of its own', () => {
  expect(mutations.length).toBeGreaterThanOrEqual(60)
  expect(new Set(mutations.map(({ guard }) => guard)).size).toBe(mutations.length)
})

test.each(mutations)(
  '$guard: is found exactly once',
  ({ project: of = 'identity', file, text, instead, tests }) => {
    const project = join(projects, of)
    const source = readFileSync(join(project, file), 'utf8')
    expect(source.split(joined(text))).toHaveLength(2)
    expect(joined(instead)).not.toBe(joined(text))
    expect(tests.length).toBeGreaterThan(0)
    for (const path of tests) expect(readFileSync(join(project, path), 'utf8')).toMatch(/expect/)
  },
)
