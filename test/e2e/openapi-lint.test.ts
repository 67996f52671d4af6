import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectOf } from './support/project.ts'
import { emptyFolder, run, succeed } from './support/run.ts'

// The OpenAPI document of a made project, as the linters see it that people use. They are installed
// for this alone: what one of them brings along has an install script, which is not run.

const resources = [
  { name: 'article', fields: 'title:string(200) body:text? views:integer=0 at:timestamp?=now' },
  { name: 'person', fields: 'class:string new:boolean since:timestamp' },
  { name: 'news-item', fields: 'text:text="it\'s" until:timestamp?' },
]

const linters = emptyFolder('linters')
let project: string

beforeAll(async () => {
  cpSync(join(import.meta.dirname, 'linters'), linters, { recursive: true })
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
  await succeed('npm', install, { cwd: linters })
  project = await projectOf('openapi', resources)
  cpSync(join(project, 'docs/openapi.json'), join(linters, 'openapi.json'))
})

afterAll(() => {
  rmSync(linters, { recursive: true, force: true })
  if (project) rmSync(dirname(project), { recursive: true, force: true })
})

interface Finding {
  readonly code: string
  readonly severity: number
  readonly path: readonly string[]
}

async function spectral(document: string): Promise<Finding[]> {
  const args = ['--no-install', 'spectral', 'lint', document, '--format', 'json', '--quiet']
  return JSON.parse((await run('npx', args, { cwd: linters })).stdout)
}

const redocly = (document: string) => {
  const args = ['--no-install', 'redocly', 'lint', '--extends', 'recommended', document]
  return run('npx', args, { cwd: linters, env: { REDOCLY_TELEMETRY: 'off' } })
}

/** What Spectral has the severity 0 for is an error. */
function errors(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ severity }) => severity === 0)
    .map(({ code, path }) => `${code} at ${path.join('/')}`)
}

test('Spectral finds no error, but that everyone may write what is public', async () => {
  const found = errors(await spectral('openapi.json'))
  // It cannot be otherwise for a resource whose access is public.
  expect(found.filter((it) => !it.startsWith('owasp:api2:2023-write-restricted '))).toEqual([])
})

test('Redocly finds nothing', async () => {
  const { code, stdout, stderr } = await redocly('openapi.json')
  expect(code, stdout + stderr).toBe(0)
  expect(stdout + stderr).not.toMatch(/you have \d+ (warning|error)/i)
})

test('both find what is planted', async () => {
  const document = JSON.parse(readFileSync(join(linters, 'openapi.json'), 'utf8'))
  const { post } = document.paths['/v1/articles']
  delete post.requestBody.content['application/json'].schema.properties.title.maxLength
  delete post.operationId
  document.paths['/v1/articles/{other}'] = document.paths['/v1/articles/{id}']
  writeFileSync(join(linters, 'planted.json'), JSON.stringify(document))

  expect(errors(await spectral('planted.json'))).toEqual(
    expect.arrayContaining([expect.stringContaining('owasp:api4:2023-string-limit')]),
  )
  expect((await redocly('planted.json')).code).not.toBe(0)
})
