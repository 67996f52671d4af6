import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectOf } from './support/project.ts'
import { run } from './support/run.ts'

// The tests of a made project can fail: each violation that is planted turns the one red that is
// there for it.

interface Violation {
  readonly what: string
  readonly file: string
  /** What is replaced, once, by what. */
  readonly from: string | RegExp
  readonly to: string
  /** The file of tests that finds it, and the name of the test. */
  readonly tests: string
  readonly red: string
  /** What the failure is called, where the application does not even start. */
  readonly failure?: string
}

const slice = 'src/resources/articles'
const controllerTests = `${slice}/article.controller.test.ts`

const violations: readonly Violation[] = [
  {
    what: 'a controller that imports a repository',
    file: `${slice}/article.controller.ts`,
    from: /^/,
    to: "import './article.repository.kysely.ts'\n",
    tests: 'test/architecture.test.ts',
    red: 'article.controller.ts',
  },
  {
    what: 'a service that imports a library of the database',
    file: `${slice}/article.service.ts`,
    from: /^/,
    to: "import 'kysely'\n",
    tests: 'test/architecture.test.ts',
    red: 'article.service.ts',
  },
  {
    what: 'a foreign key without an index',
    file: 'migrations/<articles>',
    from: /\n {2}await sql`\n {4}create (?:unique )?index "articles_by_author"[^`]+`\.execute\(db\)\n/,
    to: '\n',
    tests: 'test/schema.test.ts',
    red: 'articles_author_id_fkey',
  },
  {
    what: 'an unknown field that is accepted',
    file: `${slice}/article.schemas.ts`,
    from: /(CreateArticleBody[\s\S]+?)additionalProperties: false/,
    to: '$1additionalProperties: true',
    tests: controllerTests,
    red: 'refuses what it does not know',
  },
  {
    what: 'a check of If-Match that was dropped',
    file: `${slice}/article.repository.kysely.ts`,
    from: 'return expected === undefined ? { id } : { id, version: expected }',
    to: 'return expected === undefined ? { id } : { id }',
    tests: controllerTests,
    red: 'is refused when someone else was faster',
  },
  {
    what: 'an answer that shows whatever there is',
    file: `${slice}/article.schemas.ts`,
    from: /(export function toArticleResponse\([^{]+\{\s+return \{)/,
    to: '$1 ...article,',
    tests: controllerTests,
    red: 'shows nothing that is not listed',
  },
  {
    what: 'a creation that takes no heed of its Idempotency-Key',
    file: `${slice}/article.controller.ts`,
    from: 'return once(request, reply, async (service) => {',
    to: 'return (async (run) => run(service))(async (service: ArticleService) => {',
    tests: controllerTests,
    red: 'creates one article, however often it comes',
  },
  {
    what: 'a reference whose fault names no field',
    file: 'src/database/foreign-keys.ts',
    from: /^ {2}articles_author_id_fkey: .+\n/m,
    to: '',
    tests: `${slice}/article-by-author.test.ts`,
    red: 'article-by-author.test.ts',
  },
]

const graphqlTests = `${slice}/article.graphql.test.ts`
const linkTests = `${slice}/article-topics.graphql.test.ts`
const listTests = `${slice}/article.graphql.lists.test.ts`
const serverTests = 'src/graphql/server.test.ts'

const graphqlViolations: readonly Violation[] = [
  {
    what: 'an operation of GraphQL without a policy',
    file: `${slice}/article.graphql.ts`,
    from: 'policy: articlePolicy,',
    to: 'policy: { ...articlePolicy, list: undefined as never },',
    tests: graphqlTests,
    red: 'list of Article',
    failure: 'GraphQL is declared wrongly',
  },
  {
    what: 'an operation of GraphQL that asks no policy',
    file: 'src/graphql/operations.ts',
    from: 'const caller = await context.admit(relation.admission)',
    to: 'const caller = { principal: null }',
    tests: serverTests,
    red: 'is refused to the others: what is below',
  },
  {
    what: 'a resolver that reads the table itself',
    file: `${slice}/article.graphql.ts`,
    from: /^/,
    to: "import './article.repository.kysely.ts'\n",
    tests: 'test/graphql-architecture.test.ts',
    red: 'article.graphql.ts',
  },
  {
    what: 'a resolver that passes by the service',
    file: 'src/graphql/operations.ts',
    from: 'await serviceFor(context, caller).remove(id.toLowerCase(), expected)',
    to: 'await context.dependencies.db.deleteFrom(resource.list as never).execute()',
    tests: graphqlTests,
    red: 'are made, read, listed, changed and removed',
  },
  {
    what: 'a list below something without an end',
    file: `${slice}/article-topics.lists.ts`,
    from: '.limit(limit)',
    to: '',
    tests: linkTests,
    red: 'no more than asked for',
  },
  {
    what: 'a list that need not say how long it may be',
    file: 'src/graphql/related.ts',
    from: 'first: { type: new GraphQLNonNull(GraphQLInt)',
    to: 'first: { type: GraphQLInt, default: { value: 100 }',
    tests: serverTests,
    red: 'a list that does not say how long it may be',
  },
  {
    what: 'a list of GraphQL that is longer than one by REST',
    file: 'src/graphql/operations.ts',
    from: 'checkQuery(context.request, schemas.query.schema, { limit })',
    to: '',
    tests: linkTests,
    red: 'are no list of 101',
  },
  {
    what: 'a statement for each of a hundred',
    file: 'src/graphql/loaders.ts',
    from: 'Promise<unknown[]>)\n',
    to: 'Promise<unknown[]>, { batch: false })\n',
    tests: listTests,
    red: 'is read by one statement for each level',
  },
]

const projects = [
  {
    name: 'planted',
    features: {},
    resources: [
      { name: 'user', fields: 'name:string(100)' },
      { name: 'article', fields: 'title:string(200) author:ref(user)' },
    ],
    planted: violations,
  },
  {
    name: 'planted-graphql',
    features: { graphql: true },
    resources: [
      { name: 'user', fields: 'name:string(100)' },
      { name: 'topic', fields: 'label:string(80)' },
      { name: 'article', fields: 'title:string(200) author:ref(user) topics:many(topic)' },
    ],
    planted: graphqlViolations,
  },
] as const

// On a server, where there is one: the embedded database takes longer to start than these to run.
const env = { TEST_DATABASE_URL: process.env.TEST_DATABASE_URL }
const runTests = (project: string, files: readonly string[]) =>
  run('npx', ['--no-install', 'vitest', 'run', ...files], { cwd: project, env })

describe.each(projects)('a made project: $name', ({ name, features, resources, planted: all }) => {
  let project: string

  beforeAll(async () => {
    project = await projectOf(name, resources, features)
  })

  afterAll(() => rmSync(dirname(project), { recursive: true, force: true }))

  test('passes the tests that the violations turn red', async () => {
    const files = [...new Set(all.map(({ tests }) => tests))]
    const { code, stdout, stderr } = await runTests(project, files)
    expect(code, stdout + stderr).toBe(0)
  })

  test.each(all)('$what turns a test red', async (violation) => {
    const { file, from, to, tests, red, failure = 'AssertionError' } = violation
    const path = join(project, nameOf(project, file))
    const before = readFileSync(path, 'utf8')
    const planted = before.replace(from, to)
    expect(planted, `nothing in ${file} to plant it in`).not.toBe(before)
    writeFileSync(path, planted)
    try {
      const { code, stdout, stderr } = await runTests(project, [tests])
      expect(code).not.toBe(0)
      expect(stdout + stderr).toMatch(failure)
      expect(stdout + stderr).toContain(red)
    } finally {
      writeFileSync(path, before)
    }
  })
})

/** The migration of a table has a time in its name. */
function nameOf(project: string, file: string): string {
  const [, table] = /^migrations\/<(\w+)>$/.exec(file) ?? []
  if (table === undefined) return file
  const all = readdirSync(join(project, 'migrations'))
  const found = all.find((name) => name.endsWith(`_create_${table}.ts`))
  if (found === undefined) throw new Error(`there is no migration of ${table}: ${all.join(', ')}`)
  return `migrations/${found}`
}
