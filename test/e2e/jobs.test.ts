import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ScratchDatabase, scratchDatabase } from './support/database.ts'
import { commitFirst, gitIn } from './support/git.ts'
import { makeProject } from './support/project.ts'
import { emptyFolder, repository, succeed } from './support/run.ts'

// Jobs, given to a project that has grown without them and taken away again. What they promise when
// workers die or race needs a server.
const project = join(emptyFolder('jobs'), 'my-api')

const alex = (...args: string[]) =>
  succeed(process.execPath, [join(repository, 'dist/src/cli.js'), ...args, '--yes'], {
    cwd: project,
  })
const git = gitIn(project)

let database: ScratchDatabase

beforeAll(async () => {
  database = await scratchDatabase('jobs')
  await makeProject(project)
  const article = ['resource', 'article', '--', '--fields', 'title:string(200)', '--yes']
  await succeed('npx', ['plop', ...article], { cwd: project })
  commitFirst(git)
})

afterAll(async () => {
  await database?.drop()
  rmSync(dirname(project), { recursive: true, force: true })
})

test('come to a project, which checks with them', async () => {
  await alex('add', 'jobs')
  const npm = (...args: string[]) =>
    succeed('npm', args, { cwd: project, env: { TEST_DATABASE_URL: database.url } })
  for (const script of ['typecheck', 'lint', 'format:check', 'build']) await npm('run', script)
  // What it brings, and what it is wired into.
  const tests = ['src/jobs', 'src/commands', 'src/app', 'src/config', 'src/database', 'test']
  await npm('test', '--', ...tests)
})

test('are done by a worker as it is built', async () => {
  const env = { NODE_ENV: 'production', DATABASE_URL: database.url }
  await succeed('node', ['dist/src/commands/database.js', 'migrate'], { cwd: project, env })
  const { stdout } = await succeed('node', ['dist/src/commands/jobs.js', 'status'], {
    cwd: project,
    env,
  })
  expect(stdout).toContain('There are no queues yet')
})

test('of a kind that is generated are tested, and done by a worker', async () => {
  const plop = (...args: string[]) => succeed('npx', ['plop', ...args, '--yes'], { cwd: project })
  await plop('job', 'announce-article', '--', '--data', 'articleId:uuid note:string(200)?')
  await plop('job', 'send-digest', '--', '--schedule', '0 3 * * *', '--concurrency', '1')
  const npm = (...args: string[]) =>
    succeed('npm', args, { cwd: project, env: { TEST_DATABASE_URL: database.url } })
  for (const script of ['typecheck', 'lint', 'format:check']) await npm('run', script)
  await npm('test', '--', 'src/jobs')
  await alex('undo', 'job', 'send-digest')
  await alex('undo', 'job', 'announce-article')
})

test('leave nothing behind', async () => {
  await alex('remove', 'jobs')
  expect(git('status', '--porcelain')).toBe('')
})
