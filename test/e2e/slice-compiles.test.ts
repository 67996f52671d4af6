import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { formatDefault } from '../../src/model/field-defaults.ts'
import { generatedNames } from '../../src/model/generated-names.ts'
import { foldModel } from '../../src/model/model.ts'
import { collidingResource, type ResourceNames, resourceNames } from '../../src/model/names.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource } from '../../src/render/templates.ts'
import type { Tree } from '../../src/render/tree.ts'
import { manifestOf, type ResourceCase } from '../templates/support/resources.ts'
import { makeProject } from './support/project.ts'
import { emptyFolder, repository, succeed } from './support/run.ts'

// Slices of every shape in one project: it type-checks, and their own tests pass on a database.

const text = (value: string) => formatDefault({ type: 'text' }, value)

const resources: readonly ResourceCase[] = [
  { name: 'a', fields: 'b:text?' },
  { name: 'person', fields: 'class:string new:boolean default:integer type:timestamp' },
  { name: 'mouse', fields: 'name:string(1) length:integer data:text limit:integer=-1' },
  { name: 'category', fields: 'cursor:string page:integer? body:text url:string id2:boolean=true' },
  { name: 'news-item', fields: 'at:timestamp=now until:timestamp?=now' },
  {
    name: 'opening',
    fields: 'since:timestamp=2026-01-31T09:30:00Z till:timestamp?=2026-02-28T18:00:00Z',
  },
  { name: 'user', fields: 'wire:string fields:text example:integer input:boolean now:timestamp' },
  { name: 'order', fields: 'order:integer group:string table:text select:boolean from:timestamp?' },
  { name: 'group', fields: 'row:string? service:text? changes:integer? reply:boolean?' },
  { name: 'position', fields: 'x:integer=0 y:integer=0' },
  { name: 'version', fields: 'number:string' },
  { name: 'event', fields: 'startsAt:timestamp seats:integer=20' },
  { name: 'file', fields: 'name:string size:integer' },
  { name: 'minute', fields: 'text:text="minutes" await:boolean? async:integer=-2147483648' },
  { name: 'field', fields: 'field:string(10000)? articles:boolean=false' },
  { name: 'example', fields: 'toString2:string value:integer=2147483647' },
  { name: 'q'.repeat(40), fields: `${'r'.repeat(40)}:string ${'s'.repeat(40)}:timestamp?=now` },
  {
    name: 'quote',
    fields: [
      `a:text=${text(`it's "quoted"`)} b:text=${text(`\`$\{1}\` $\{x}`)} c:text=${text('\\ \n \t $& $1')}`,
      `d:text=${text('😀 漢字 */ </script> <!--')} e:string(2)?=${text("''")} f:text=${text('')}`,
      `g:text?=${text("}`'")} h:text=${text('{{x}} {{{y}}}')} i:string=${text('null')}`,
    ].join(' '),
  },
  {
    name: 'wide-thing',
    fields: Array.from({ length: 50 }, (_, index) => {
      const types = ['string(9)', 'text?', 'integer=7', 'boolean?=true', 'timestamp?']
      return `field${index}:${types[index % types.length]}`
    }).join(' '),
  },
]

const article: ResourceCase = {
  name: 'article',
  fields: 'title:string body:text? views:integer=0 publishedAt:timestamp?=now',
}

const project = join(emptyFolder('slices'), 'my-api')
const slice = /^(?:src\/resources\/[^/]+\/|migrations\/)/

beforeAll(async () => {
  await makeProject(project)
  writeTree(project, await renderProject(resources))
})

afterAll(() => rmSync(dirname(project), { recursive: true, force: true }))

async function renderProject(chosen: readonly ResourceCase[]): Promise<Tree> {
  const templates = await loadTemplatesFromSource(join(repository, 'templates'))
  return render(foldModel(manifestOf(chosen)), templates)
}

function writeTree(folder: string, tree: Tree): void {
  for (const [path, { content, mode }] of tree) {
    const isOurs = slice.test(path) || /^src\/(?:resources|database)\/[a-z]+\.ts$/.test(path)
    if (!isOurs) continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content, { mode })
  }
}

/** A file of a slice, or a migration, of the project that is copied. */
function isSlice(path: string): boolean {
  return /\/(?:src\/resources\/[^/.]+|migrations\/[^/]+)$/.test(path)
}

/** What a resource may be called, and what the code has already, in one way or the other. */
const nasty = `
  class default constructor prototype to-string index con nul type data sheep equipment news series
  package interface await yield let static eval argument async get set enum public private new
  delete function this null true false error map date promise object string number boolean symbol
  array record partial query mutation subscription int float id page response body reply request
  health metric doc openapi resource migration database config app server clock service table user
  order group select where from primary unique column check grant union limit price price-list
  order-list order-service article-list article-table article-response test-app create-body process
  document-type http-error buffer url headers module global OAuthClient APIKey HTTPLog raw-data
`

/** Resources of all these names, and of every word that a slice has. */
function nastyResources(): ResourceCase[] {
  const words = [...nasty.trim().split(/\s+/), ...generatedNames]
  const names: ResourceNames[] = []
  for (const word of words.flatMap((typed) => [typed, typed.replace(/s$/, '')])) {
    const accepted = accept(word)
    if (accepted && !collidingResource(accepted, names)) names.push(accepted)
  }
  return names.map(({ spelled }) => ({ name: spelled, fields: article.fields }))
}

/** The compiler knows no union of as many tables as there would be columns for all of them. */
function batches<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size)
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size))
}

function accept(word: string): ResourceNames | undefined {
  try {
    return resourceNames(word)
  } catch {
    return undefined
  }
}

describe(`a project with ${resources.length} resources of every shape`, () => {
  test('type-checks', async () => {
    await succeed('npx', ['--no-install', 'tsc', '--noEmit'], { cwd: project })
  })

  test('leaves nothing to the formatter, nor to the linter', async () => {
    const paths = ['src/resources', 'src/database/database.ts', 'migrations']
    const biome = ['--no-install', 'biome', 'check', '--error-on-warnings', ...paths]
    await succeed('npx', biome, { cwd: project })
  })

  const named = batches(nastyResources(), 75)

  test.each(named.map((batch) => ({ name: batch[0]?.name ?? '', batch })))(
    'type-checks and is lint-free with resources like $name',
    async ({ name, batch }) => {
      const other = join(dirname(project), `with-${name}`)
      const isCopied = (source: string) =>
        !isSlice(source) && source !== join(project, 'node_modules')
      cpSync(project, other, { recursive: true, filter: isCopied })
      symlinkSync(join(project, 'node_modules'), join(other, 'node_modules'))
      writeTree(other, await renderProject(batch))
      await succeed('npx', ['--no-install', 'tsc', '--noEmit'], { cwd: other })
      const biome = ['--no-install', 'biome', 'check', '--error-on-warnings', 'src', 'migrations']
      await succeed('npx', biome, { cwd: other })
    },
  )

  test('passes the tests of its slices, and the dependency rule', async () => {
    const vitest = ['--no-install', 'vitest', 'run', 'src/resources', 'test/architecture.test.ts']
    await succeed('npx', vitest, { cwd: project })
  })
})
