import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NEWS, type NewerVersion, newerVersion } from '../support/newer-version.ts'
import { type ScratchDatabase, scratchDatabase } from './support/database.ts'
import { makeProject, OF_SLICES, passesChecks } from './support/project.ts'
import { thereAndBack } from './support/query.ts'
import { emptyFolder, succeed } from './support/run.ts'

// Years of a project in some minutes: it is made, grown and changed by hand, its fields change, a
// feature comes and goes, operations are taken back, and a later version is taken. After each step
// its own checks are green, what was written by hand is there, and its database goes up and down. All
// of its tests run at the end, and before that those of what has changed.

const project = join(emptyFolder('life'), 'my-api')
const articles = 'src/resources/articles'
let newer: NewerVersion
let server: ScratchDatabase

beforeAll(async () => {
  await makeProject(project, '--no-docker')
  server = await scratchDatabase('life')
  newer = newerVersion()
})

afterAll(async () => {
  newer?.remove()
  await server?.drop()
  rmSync(dirname(project), { recursive: true, force: true })
})

const plop = (...args: string[]) => succeed('npx', ['plop', ...args, '--yes'], { cwd: project })
const alex = (...args: string[]) =>
  succeed('npx', ['create-alex-api', ...args, '--yes'], { cwd: project })
const read = (path: string) => readFileSync(join(project, path), 'utf8')

/** One edit in each kind of file: what it finds there, and what stands there afterwards. */
const edits = [
  {
    what: 'a method in a service',
    file: `${articles}/article.service.ts`,
    from: '    async create(input',
    to: `    /** How often it was read. */
    async readsOf(id: string): Promise<number> {
      const article = await articles.find(id)
      if (!article) throw new ArticleNotFoundError(id)
      return article.reads
    },

    async create(input`,
  },
  {
    what: 'a route in a controller',
    file: `${articles}/article.controller.ts`,
    from: `    app.post(
      '/bulk',`,
    to: `    app.get(
      '/:id/reads',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'getArticleReads',
          summary: 'Get how often an article was read',
          tags: ['Articles'],
          params: wire.IdParams,
          response: { 200: Type.Object({ reads: wire.Int32 }, { additionalProperties: false }) },
        },
      },
      async (request) => ({ reads: await service.readsOf(request.params.id) }),
    )

    app.post(
      '/bulk',`,
  },
  {
    what: 'an import in a controller',
    file: `${articles}/article.controller.ts`,
    from: `import { bulkOf, createdOf } from '../../http/bulk.ts'`,
    to: `import { Type } from 'typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'`,
  },
  {
    what: 'a list of imports in another order',
    file: 'src/resources/index.ts',
    from: `import { articlesByAuthor } from './articles/article-by-author.routes.ts'
import { articles } from './articles/index.ts'`,
    to: `import { articles } from './articles/index.ts'
import { articlesByAuthor } from './articles/article-by-author.routes.ts'`,
  },
  {
    what: 'a schema in another form',
    file: `${articles}/article.schemas.ts`,
    from: `  { additionalProperties: false, examples: [example] },
)`,
    to: `  {
    additionalProperties: false,
    examples: [example],
  },
)`,
  },
  {
    what: 'a dependency in another version',
    file: 'package.json',
    from: '"pino": "',
    to: '"pino": "^',
  },
  {
    what: 'a sentence in the README',
    file: 'README.md',
    from: /\n\n/,
    to: '\n\nOurs since 2026.\n\n',
  },
  {
    what: 'a comment beside the variables',
    file: '.env.example',
    from: /$/,
    to: '\n# What is secret here, the platform team knows.\n',
  },
] as const
const deleted = [
  `${articles}/article.bulk.test.ts`,
  'src/resources/comments/comment.service.test.ts',
]

/**
 * The project's own checks, what was written by hand, and its migrations there and back.
 *
 * @param tests where the tests are that are to pass; all of them, where it is not given
 */
async function passes(tests?: readonly string[]): Promise<void> {
  for (const { what, file, to } of edits) expect(read(file), what).toContain(to.trim())
  for (const path of deleted) expect(existsSync(join(project, path)), path).toBe(false)
  await passesChecks(project, tests)
  const data = join(dirname(project), 'data')
  for (const database of [{ DATA_DIR: data }, { DATABASE_URL: server.url }]) {
    const env = { NODE_ENV: 'development', ...database }
    const { there, back, again } = await thereAndBack(project, env)
    expect(again).toEqual(there)
    expect(there.length).toBeGreaterThan(back.length)
  }
}

/** Every file of the project, but for what it has from elsewhere or makes itself. */
function contents(): Readonly<Record<string, string>> {
  const isElsewhere = (path: string) => /^(?:node_modules|dist|\.data)(?:\/|$)/.test(path)
  const files = readdirSync(project, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project, join(entry.parentPath, entry.name)))
  return Object.fromEntries(
    files.filter((path) => !isElsewhere(path)).map((path) => [path, read(path)]),
  )
}

describe('a project', () => {
  test('grows by three resources', async () => {
    await plop('resource', 'user', '--', '--fields', 'name:string(100)')
    const fields = 'title:string(200) body:text rank:integer? reads:integer=0 author:ref(user)'
    await plop('resource', 'article', '--', '--fields', fields)
    await plop('resource', 'comment', '--', '--fields', 'text:text on:ref(article):cascade')
  })

  test('is changed by hand, in every kind of file', async () => {
    for (const { file, from, to, what } of edits) {
      const text = read(file)
      const changed = text.replace(from, to)
      expect(changed, what).not.toBe(text)
      writeFileSync(join(project, file), changed)
    }
    for (const path of deleted) rmSync(join(project, path))
    await succeed('npm', ['install', '--no-audit', '--no-fund'], { cwd: project })
    await succeed('npm', ['run', 'openapi'], { cwd: project })
    await passes(OF_SLICES)
  })

  test('has other fields: two more, one renamed, one dropped', async () => {
    await plop('field', 'article', '--', '--add', 'subtitle:string? pinned:boolean=false')
    const renamed = await plop('field', 'article', '--', '--rename', 'body:content')
    expect(renamed.stderr).toContain(`${deleted[0]}: you deleted it`)
    await plop('field', 'article', '--', '--drop', 'rank', '--allow-data-loss')
    await passes(OF_SLICES)
  })

  test('is given a feature, which is taken away again', async () => {
    const before = contents()
    await alex('add', 'docker')
    expect(existsSync(join(project, 'Dockerfile'))).toBe(true)
    // No line of the program differs, and so its tests would say the same.
    await passes([])
    await alex('remove', 'docker')
    expect(contents()).toEqual(before)
  })

  test('takes its last two operations back', async () => {
    await alex('undo')
    await alex('undo')
    expect(read(`${articles}/article.ts`)).toMatch(/\bbody: string/)
    expect(read(`${articles}/article.ts`)).toMatch(/\brank: number/)
    expect(read(`${articles}/article.ts`)).toMatch(/\bpinned: boolean/)
    await passes(OF_SLICES)
  })

  test('takes a later version, whose templates differ in thirty places', async () => {
    expect(newer.changed.length).toBeGreaterThanOrEqual(30)
    const update = [newer.program, 'update', '--yes']
    const { stderr } = await succeed(process.execPath, update, { cwd: project })
    expect(stderr).toContain(NEWS)
    expect(JSON.parse(read('alex.json')).version).toBe(newer.version)
    expect(read('docs/architecture.md')).toContain(NEWS)
    await passes()
    await plop('resource', 'tag', '--', '--fields', 'label:string(40)')
    await succeed('npm', ['run', 'typecheck'], { cwd: project })
  })
})
