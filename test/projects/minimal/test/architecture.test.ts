import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'

// The dependency rule, as data. To allow an import, change the table; the sentence is what whoever
// breaks the rule will read.

interface Rule {
  /** Which files it is about; a group is the slice. */
  readonly files: RegExp
  /** What they may import, as a path from the root of the project or the name of a package. */
  readonly may: readonly RegExp[]
  /** The same, but types alone. */
  readonly mayAsType?: readonly RegExp[]
  readonly sentence: string
}

const shared = /^src\/shared\//
const aPackage = /^(?!src\/|test\/|migrations\/)/
/** A file of the same slice: `<slice>` stands for its folder. */
const own = (name: string) => new RegExp(`^<slice>/(?!index\\.)[a-z0-9-]+${name}\\.ts$`)
const entity = own('')
const errors = own('\\.errors')
const repository = own('\\.repository')
const service = own('\\.service')
const schemas = own('\\.schemas')
const table = own('\\.table')
const repositoryKysely = own('\\.repository\\.kysely')
const included = own('\\.included')
const policy = own('\\.policy')
/** What one slice may know of another: its words and its promise. */
const neighbour = /^src\/resources\/[a-z0-9-]+\/(?!index\.)[a-z0-9-]+(\.repository)?\.ts$/
/** How another slice shows what it has, for a list of it below one of ours. */
const neighbourSchemas = /^src\/resources\/[a-z0-9-]+\/[a-z0-9-]+\.schemas\.ts$/
/** What keeps the promise of another slice, for whoever puts things together. */
const neighbourKysely = /^src\/resources\/[a-z0-9-]+\/[a-z0-9-]+\.repository\.kysely\.ts$/

/** What a third party does for us, as a promise. */
const port = /^src\/integrations\/[a-z0-9-]+\/(?!index\.)[a-z0-9-]+\.ts$/

/** Who makes a request, for what belongs to somebody. */
const identity = /^src\/http\/identity\.ts$/

const rules: readonly Rule[] = [
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/(?!index\.)[a-z0-9-]+(\.errors)?\.ts$/,
    may: [shared],
    sentence:
      'An entity and its errors import nothing but what is shared: they know no technology.',
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/[a-z0-9-]+\.repository\.ts$/,
    may: [],
    mayAsType: [entity, shared],
    sentence: 'A repository interface is a promise in terms of the entity: it imports types alone.',
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/[a-z0-9-]+\.service\.ts$/,
    may: [entity, errors, shared],
    mayAsType: [repository, neighbour, port],
    sentence:
      'A service holds the rules: it sees the entity, its errors and the repository interface, neither HTTP nor the database.',
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/[a-z0-9-]+\.schemas\.ts$/,
    may: [/^typebox$/, /^src\/http\//, policy],
    mayAsType: [entity],
    sentence:
      'Schemas say what goes over the wire: they see TypeBox, HTTP, the policy and the entity as a type.',
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/[a-z0-9-]+\.controller\.ts$/,
    may: [/^typebox$/, /^src\/http\//, schemas, policy, included, neighbourSchemas],
    mayAsType: [/^fastify$/, /^@fastify\/type-provider-typebox$/, service, entity],
    sentence:
      'A controller translates between HTTP and the service: it sees schemas and the service as a type, no repository and no database.',
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/[a-z0-9-]+\.policy\.ts$/,
    may: [],
    mayAsType: [/^src\/http\//],
    sentence: 'A policy is a table of who may do what: it imports types of HTTP alone.',
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/[a-z0-9-]+\.table\.ts$/,
    may: [],
    mayAsType: [/^kysely$/, entity],
    sentence: 'A table lists columns: it imports types alone, of Kysely and of its entity.',
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/[a-z0-9-]+\.repository\.kysely\.ts$/,
    may: [/^kysely$/, shared, entity, /^src\/database\/(listing|prepared)\.ts$/],
    mayAsType: [/^src\/database\/database\.ts$/, table, repository],
    sentence:
      'A repository on the database keeps the promise of its interface: it sees Kysely, its table and its entity, no service and no HTTP.',
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/[a-z0-9-]+\.routes\.ts$/,
    may: [/^<slice>\//, neighbourKysely, identity],
    mayAsType: [/^kysely$/, /^src\/database\/database\.ts$/, /^src\/resources\/resource\.ts$/],
    sentence:
      'What puts the routes between two slices together sees its own slice, and of the other the repository alone.',
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/[a-z0-9-]+\.included\.ts$/,
    may: [/^typebox$/, /^src\/http\//, schemas, neighbourSchemas],
    mayAsType: [entity, repository, neighbour],
    sentence:
      'What is included is read and shown as its own slice shows it: by its repository interface and its schemas.',
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/[a-z0-9-]+\.includer\.ts$/,
    may: [/^<slice>\//, neighbourKysely],
    mayAsType: [/^kysely$/, /^src\/database\/database\.ts$/],
    sentence:
      'What wires what is included sees its own slice, and of another the repository alone.',
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/[a-z0-9-]+\.lists\.ts$/,
    may: [repositoryKysely, neighbourKysely, /^src\/database\//],
    mayAsType: [/^kysely$/, table],
    sentence:
      'Lists of several at once are read beside the repositories: they see how those read a row, no service and no HTTP.',
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\/index\.ts$/,
    may: [/^<slice>\//, identity, /^src\/jobs\//],
    mayAsType: [/^src\/resources\/resource\.ts$/],
    sentence:
      "A slice's index puts its own files together; another slice comes in as a dependency.",
  },
  {
    files: /^(src\/resources\/[a-z0-9-]+)\//,
    may: [/^<slice>\//, /^src\/(?!resources\/)/, aPackage],
    mayAsType: [/^src\/resources\/resource\.ts$/, neighbour],
    sentence: 'A slice knows of another no more than the types of its entity and its repository.',
  },
  {
    files: /^src\/shared\//,
    may: [shared, /^uuid$/, /^node:/],
    sentence: 'What is shared belongs to nobody: it imports nothing of the project around it.',
  },
  {
    files: /^src\/(http|database|observability)\//,
    may: [/^src\/(?!resources\/|app\.ts|main\.ts)/, aPackage],
    mayAsType: [
      /^src\/resources\/resource\.ts$/,
      /^src\/resources\/[a-z0-9-]+\/[a-z0-9-]+\.table\.ts$/,
    ],
    sentence: 'What carries the resources does not know them: only the composition root sees both.',
  },
]

// The first rule that a file falls under is its rule; what falls under none is free.

/** Words that must not stand in a file, wherever it gets them from. */
const words: readonly { files: RegExp; not: RegExp; sentence: string }[] = [
  {
    files: /^src\/(http|resources|shared|database\/listing)/,
    // './sql.table.ts' is the name of a resource's file.
    not: /(?<!'\.[./a-z0-9-]*\/)\bsql\s*(\?\.|\.)\s*(raw|table|id|ref)\b|\bsql\s*\[|\bCompiledQuery\b/,
    sentence: 'SQL is not made of strings: names of columns come from a list in the code.',
  },
  {
    files: /^src\/(?!config\.ts|main\.ts|commands\/)/,
    not: /\bprocess\s*(\?\.|\.)\s*env\b|\bprocess\s*\[|\bimport\.meta\.env\b/,
    sentence: 'The environment is read in one place, `config.ts`, and passed down from there.',
  },
  {
    files: /^src\/(shared\/|resources\/(?!.*\.(controller|schemas|test)\.ts$))/,
    not: /\bstatusCode\b|\bhttpStatus\b|\.code\(\d{3}\)|\bstatus: \d{3}\b/,
    sentence: 'A status code belongs to HTTP: throw an error of a kind, `http/` knows its status.',
  },
]

describe('the dependency rule', () => {
  it('holds', () => {
    expect(sources().flatMap(({ path, text }) => violations(path, text))).toEqual([])
  })

  it('looks at every file of the source', () => {
    const paths = sources().map(({ path }) => path)

    expect(paths).toEqual(expect.arrayContaining(['src/config.ts', 'src/shared/errors.ts']))
    expect(sources().flatMap(({ path, text }) => imports(path, text)).length).toBeGreaterThan(20)
  })

  it.each([
    ['src/resources/articles/article.ts', "import { Type } from 'typebox'"],
    ['src/resources/articles/article.ts', "import type { Kysely } from 'kysely'"],
    ['src/resources/articles/article.errors.ts', "import './article.service.ts'"],
    ['src/resources/articles/article.repository.ts', "export * from './article.table.ts'"],
    ['src/resources/articles/article.repository.ts', "import { a } from './article.ts'"],
    ['src/resources/articles/article.service.ts', "import { sql } from 'kysely'"],
    ['src/resources/articles/article.service.ts', "import type { FastifyRequest } from 'fastify'"],
    ['src/resources/articles/article.service.ts', "import { a } from './article.repository.ts'"],
    ['src/resources/articles/article.service.ts', "const a = await import('kysely')"],
    ['src/resources/articles/article.schemas.ts', "import { a } from './article.ts'"],
    [
      'src/resources/articles/article.schemas.ts',
      "import { comments } from '../comments/index.ts'",
    ],
    [
      'src/resources/articles/article.controller.ts',
      "import type { ArticleRepository } from './article.repository.ts'",
    ],
    ['src/resources/articles/article.controller.ts', "import { a } from './article.service.ts'"],
    [
      'src/resources/articles/article.controller.ts',
      "import { a } from '../comments/comment.service.ts'",
    ],
    [
      'src/resources/articles/article-topics.routes.ts',
      "import { topics } from '../topics/index.ts'",
    ],
    ['src/resources/articles/article.table.ts', "import { sql } from 'kysely'"],
    ['src/resources/articles/article.repository.kysely.ts', "import { a } from '../../http/a.ts'"],
    [
      'src/resources/articles/article.repository.kysely.ts',
      "import type { Comment } from '../comments/comment.ts'",
    ],
    ['src/resources/articles/index.ts', "import { comments } from '../comments/index.ts'"],
    ['src/resources/articles/article.policy.ts', "import { a } from '../comments/comment.ts'"],
    ['src/shared/clock.ts', "import { readConfig } from '../config.ts'"],
    ['src/http/anything.ts', "import { articles } from '../resources/articles/index.ts'"],
    ['src/http/anything.ts', "import { resources } from '../resources/index.ts'"],
    ['src/http/anything.ts', 'const secret = process.env.SECRET'],
    ['src/resources/articles/article.service.ts', "const secret = process['env']['SECRET']"],
    ['src/resources/articles/article.errors.ts', 'const statusCode = 404'],
    ['src/resources/articles/article.repository.kysely.ts', 'const order = sql.raw(sort)'],
  ])('is broken by %s with %s', (path, text) => {
    expect(violations(path, text)).toHaveLength(1)
  })

  it('takes the name of a file for no SQL', () => {
    const text = "import type { SqlTable } from './sql.table.ts'"

    expect(violations('src/resources/sqls/sql.repository.kysely.ts', text)).toEqual([])
  })

  it('names the file, the import and the reason', () => {
    expect(violations('src/shared/id.ts', "import { readConfig } from '../config.ts'")).toEqual([
      'src/shared/id.ts imports src/config.ts. What is shared belongs to nobody: it imports nothing of the project around it.',
    ])
  })
})

function violations(path: string, text: string): string[] {
  return [...importViolations(path, text), ...wordViolations(path, text)]
}

function importViolations(path: string, text: string): string[] {
  const rule = rules.find(({ files }) => files.test(path))
  if (!rule || isForTests(path)) return []
  const { files, may, mayAsType = [], sentence } = rule
  const slice = files.exec(path)?.[1] ?? ''
  const allows = (patterns: readonly RegExp[], target: string) =>
    patterns.some((pattern) => fill(pattern, slice).test(target))
  return imports(path, text)
    .filter(({ target, type }) => !allows(may, target) && !(type && allows(mayAsType, target)))
    .map(({ target }) => `${path} imports ${target}. ${sentence}`)
}

function wordViolations(path: string, text: string): string[] {
  return words.flatMap(({ files, not, sentence }) => {
    const word = files.test(path) && !isForTests(path) && not.exec(text)?.[0]
    return word ? [`${path} says ${word}. ${sentence}`] : []
  })
}

interface Import {
  readonly target: string
  /** Nothing of it is there when the program runs. */
  readonly type: boolean
}

/** What a file imports, exports from elsewhere or loads later. */
function imports(path: string, text: string): Import[] {
  const { module, errors: faults } = parseSync(path, text)
  if (faults[0]) throw new Error(`${path}: ${faults[0].message}`)
  const { staticImports, staticExports, dynamicImports } = module
  return [
    ...staticImports.map(({ moduleRequest, entries }) => ({
      target: resolve(path, moduleRequest.value),
      type: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ target: resolve(path, moduleRequest.value), type: isType }] : [],
      ),
    ),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      target: resolve(path, text.slice(start + 1, end - 1)),
      type: false,
    })),
  ]
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier
  return join(from, '..', specifier).split(sep).join('/')
}

function fill(pattern: RegExp, slice: string): RegExp {
  return new RegExp(pattern.source.replace('<slice>', slice))
}

function isForTests(path: string): boolean {
  return /\.(test|factory|repository\.memory)\.ts$/.test(path)
}

function sources() {
  const root = join(import.meta.dirname, '..')
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: relative(root, file).split(sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }))
}
