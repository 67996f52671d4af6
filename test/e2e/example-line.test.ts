import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type ScratchDatabase, scratchDatabase } from './support/database.ts'
import { makeProject, OF_SLICES, passesChecks } from './support/project.ts'
import { emptyFolder, succeed } from './support/run.ts'

// The line that shows what the field language can say, as somebody would type it: everything that
// it makes checks, on the embedded database and on a server.
const project = join(emptyFolder('example-line'), 'example-api')

const line =
  'title:string(200) slug:string(80):unique status:enum(draft,published)=draft price:decimal(10,2):min(0) tags:string[] publishedAt:timestamp? author:ref(user):cascade topics:many(topic)'

const resources = [
  ['user', 'name:string(100) email:email:unique'],
  ['topic', 'name:string(80)'],
  ['article', line],
] as const

beforeAll(async () => {
  await makeProject(project)
  for (const [name, fields] of resources) {
    const resource = ['plop', 'resource', name, '--', '--fields', fields, '--yes']
    await succeed('npx', resource, { cwd: project })
  }
})

afterAll(() => rmSync(dirname(project), { recursive: true, force: true }))

test('checks on the embedded database', async () => {
  await passesChecks(project, [])
  await succeed('npm', ['test', '--', ...OF_SLICES], { cwd: project })
})

describe.runIf(process.env.TEST_DATABASE_URL)('on PostgreSQL', () => {
  let database: ScratchDatabase

  beforeAll(async () => {
    database = await scratchDatabase('example_line')
  })

  afterAll(() => database.drop())

  test('passes its tests as well', async () => {
    await succeed('npm', ['test', '--', ...OF_SLICES], {
      cwd: project,
      env: { TEST_DATABASE_URL: database.url },
    })
  })
})
