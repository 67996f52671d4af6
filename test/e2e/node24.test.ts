import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyFolder, repository, succeed, withNode } from './support/run.ts'
import { serve } from './support/server.ts'

// On a Node that the project itself runs on, nothing is pinned; and from the checkout, by the
// command that the README gives, with a resource to look at. Its own checks run in `story`.
const area = emptyFolder('node24')
const project = join(area, 'my-api')
let env: Record<string, string>

beforeAll(async () => {
  await succeed('npm', ['install', '--no-audit', '--no-fund', '--prefix', area, 'node@24.21.0'], {
    cwd: area,
  })
  env = withNode(join(area, 'node_modules/.bin/node'))
  const start = ['start', '--', project, '--yes', '--example', '--no-check']
  await succeed('npm', start, { cwd: repository, env })
})

afterAll(() => rmSync(area, { recursive: true, force: true }))

test('the project is made without a Node of its own', () => {
  const manifest = JSON.parse(readFileSync(join(project, 'alex.json'), 'utf8'))
  expect(manifest.features).toMatchObject({ 'pinned-node': false, vendored: true })
  expect(manifest.history).toMatchObject([{ run: 'resource', name: 'article' }])
})

test('all of it is in git', async () => {
  expect((await succeed('git', ['status', '--porcelain'], { cwd: project })).stdout).toBe('')
  expect((await succeed('git', ['log', '--oneline'], { cwd: project })).stdout).toMatch(/my-api/)
})

test('plop runs on it, too', async () => {
  const args = ['plop', 'resource', 'note', '--', '--fields', 'text:text', '--yes']
  await succeed('npx', args, { cwd: project, env })
  const server = await serve('npm', ['run', 'dev'], { cwd: project, env })
  try {
    expect((await fetch(`${server.url}/v1/articles`)).status).toBe(200)
    expect((await fetch(`${server.url}/v1/notes`)).status).toBe(200)
  } finally {
    await server.stop()
  }
})
