import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foldModel } from '../../src/model/model.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource } from '../../src/render/templates.ts'
import {
  accepts,
  projectWith,
  type Specification,
  specification,
} from '../templates/support/specs.ts'
import { makeProject } from './support/project.ts'
import { emptyFolder, repository, run, succeed } from './support/run.ts'

// Random resources, all in one project: it type-checks, its database migrates up and down and up
// again, and the tests that came with them pass. SPEC_CASES and SPEC_SEED ask for more, and for
// others.
const wanted = Number(process.env.SPEC_CASES ?? 12)
const seed = Number(process.env.SPEC_SEED ?? 1)
const project = join(emptyFolder('specs'), 'my-api')
const chosen = together(fc.sample(specification, { numRuns: wanted * 6, seed })).slice(0, wanted)

/** Those that can be in one project. */
function together(specifications: readonly Specification[]): Specification[] {
  const joined: Specification[] = []
  for (const one of specifications) {
    if (accepts(() => foldModel(projectWith([...joined, one])))) joined.push(one)
  }
  return joined
}

beforeAll(async () => {
  await makeProject(project)
  // What was made before is rendered anew.
  for (const folder of ['src', 'migrations'])
    rmSync(join(project, folder), { recursive: true, force: true })
  const templates = await loadTemplatesFromSource(join(repository, 'templates'))
  for (const [path, { content, mode }] of render(foldModel(projectWith(chosen)), templates)) {
    if (path === 'package.json') continue
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), content, { mode })
  }
})

afterAll(() => rmSync(dirname(project), { recursive: true, force: true }))

const env = { NODE_ENV: 'development' }
const npm = (...args: string[]) => succeed('npm', args, { cwd: project, env })

describe(`${chosen.length} resources, seed ${seed}`, () => {
  test('are as many as were asked for', () => {
    expect(chosen).toHaveLength(wanted)
  })

  test('type-check', () => npm('run', 'typecheck'))

  test('migrate up and down and up again, and describe themselves', async () => {
    await npm('run', 'db:migrate')
    for (const _ of projectWith(chosen).history) await npm('run', 'db:rollback')
    expect((await run('npm', ['run', 'db:status'], { cwd: project, env })).stdout).toMatch(
      /missing .*create_users/,
    )
    await npm('run', 'db:migrate')
    await npm('run', 'db:status')
    await npm('run', 'openapi')
  })

  test('pass their tests, and those of the project', async () => {
    await succeed(
      'npx',
      ['--no-install', 'vitest', 'run', 'src/resources', 'test/architecture.test.ts'],
      {
        cwd: project,
      },
    )
  })
})
