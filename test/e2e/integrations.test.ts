import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commitFirst, gitIn } from './support/git.ts'
import { makeProject, passesChecks } from './support/project.ts'
import { emptyFolder, succeed } from './support/run.ts'

// A third party, as somebody would add one to a project that is there: its tests, its demonstration, and
// that it goes without a trace.
const project = join(emptyFolder('integrations'), 'my-api')

const plop = (...args: string[]) => succeed('npx', ['plop', ...args, '--yes'], { cwd: project })
const git = gitIn(project)

beforeAll(async () => {
  await makeProject(project)
  commitFirst(git)
})

afterAll(() => rmSync(dirname(project), { recursive: true, force: true }))

test('is added, and the project checks with it', async () => {
  const operations = [
    'createCharge: POST /charges {amount:integer currency:string(3)} -> {id:string(50)} key',
    'getCharge: GET /charges/:id -> {id:string(50) status:string(20)} stale',
    'refundCharge: POST /charges/:id/refunds {amount:integer} -> {id:string(50)} key queue',
  ]
  await succeed('npx', ['create-alex-api', 'add', 'jobs', '--yes'], { cwd: project })
  git('add', '--all')
  git('commit', '--quiet', '--message', 'With jobs')
  await plop('circuit-breaker', 'payments', '--', '--operations', operations.join('; '))
  // What it brings, and what it is wired into.
  await passesChecks(project, [
    'src/integrations',
    'src/resilience',
    'src/http/integration',
    'src/http/queued',
    'src/jobs',
    'src/app',
    'src/config',
    'test/integrations',
    'test/alerts',
    'test/architecture',
    'test/contract',
  ])
})

test('is shown to fail, to be left alone, and to come back', async () => {
  const { stdout } = await succeed('npm', ['run', 'demo:payments'], { cwd: project })
  const states = [...stdout.matchAll(/\b(closed|open|half-open)\b/g)].map(([state]) => state)
  expect(states).toEqual(expect.arrayContaining(['open', 'closed']))
  expect(stdout).toContain('stale')
  expect(stdout).toContain('integration_circuit_state')
})

test('goes without a trace', async () => {
  await plop('remove', 'payments')
  await succeed('npm', ['run', 'openapi'], { cwd: project })
  expect(git('status', '--porcelain')).toMatch(/^( M alex\.json\n)?$/)
})
