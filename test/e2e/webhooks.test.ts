import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commitFirst, gitIn } from './support/git.ts'
import { makeProject, passesChecks } from './support/project.ts'
import { emptyFolder, succeed } from './support/run.ts'

// A webhook, as somebody would add one to a project that is there: its tests, that it is taken back
// without a trace, and that it goes and leaves what is in databases to a migration.
const project = join(emptyFolder('webhooks'), 'my-api')

const plop = (...args: string[]) => succeed('npx', ['plop', ...args, '--yes'], { cwd: project })
const git = gitIn(project)
const add = () => {
  const events = 'charge.succeeded: {id:string(50) amount:integer}; charge.failed: {id:string(50)}'
  return plop('webhook', 'payments', '--', '--scheme', 'stripe', '--events', events)
}

beforeAll(async () => {
  await makeProject(project)
  commitFirst(git)
})

afterAll(() => rmSync(dirname(project), { recursive: true, force: true }))

test('is taken back without a trace', async () => {
  await add()
  await succeed('npx', ['create-alex-api', 'undo', '--yes'], { cwd: project })
  expect(git('status', '--porcelain')).toBe('')
})

test('is added, and the project checks with it', async () => {
  await add()
  // What it brings, and what it is wired into.
  await passesChecks(project, [
    'src/webhooks',
    'src/app',
    'src/config',
    'test/alerts',
    'test/architecture',
    'test/contract',
    'test/migrations',
  ])
})

test('goes, and a migration takes its table out of databases', async () => {
  await plop('remove', 'payments')
  await succeed('npm', ['run', 'openapi'], { cwd: project })
  const changed = git('status', '--porcelain', '--untracked-files=all').trimEnd().split('\n')
  expect(changed.map((line) => line.replace(/\d{8}T\d{6}Z/, ''))).toEqual([
    ' M alex.json',
    '?? migrations/_create_payments_webhook_deliveries.ts',
    '?? migrations/_drop_payments_webhook_deliveries.ts',
  ])
})
