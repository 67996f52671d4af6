import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { REGISTRIES } from '../../generators/change/plan.ts'
import { type PartAnswers, partOperation } from '../../generators/part/plan.ts'
import { EXAMPLE_RESOURCE, newManifest } from '../../generators/project/plan.ts'
import { type ResourceAnswers, resourceOperation } from '../../generators/resource/plan.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { merge } from '../../src/merge/merge.ts'
import type { PlanEntry } from '../../src/merge/plan.ts'
import { foldModel } from '../../src/model/model.ts'
import type { Part } from '../../src/model/parts.ts'
import { packageVersion } from '../../src/package.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource, type Templates } from '../../src/render/templates.ts'

// The laws of the one idea: a project is a function of its manifest, and a change is one merge.

const repository = join(import.meta.dirname, '../..')
const now = new Date('2026-11-22T09:30:00Z')
const runs = { numRuns: 15 }
/** Those that a resource stands in. */
const ofResources = [...REGISTRIES].filter((path) => !path.startsWith('src/jobs/'))

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplatesFromSource(join(repository, 'templates'))
})

/** A project on a disk that is a map. */
type Disk = ReadonlyMap<string, string>

interface Project {
  readonly manifest: Manifest
  readonly disk: Disk
}

function create({ example = false, graphql = false } = {}): Project {
  const manifest = newManifest({
    name: 'my-api',
    version: packageVersion(),
    packageManager: 'npm',
    features: { docker: true, 'github-ci': true, ...(graphql && { graphql }) },
    example,
    now,
  })
  return { manifest, disk: rendered(manifest) }
}

function rendered(manifest: Manifest): Disk {
  const tree = render(foldModel(manifest), templates)
  return new Map([...tree].map(([path, { content }]) => [path, String(content)]))
}

type Grown = Project & { readonly entries: readonly PlanEntry[] }

/** What `plop resource` plans, and the project after it; the same project where that is nothing. */
function add(project: Project, answers: ResourceAnswers): Promise<Grown> {
  return grow(project, resourceOperation(project.manifest, answers, now))
}

function addPart(project: Project, part: Part, answers: PartAnswers): Promise<Grown> {
  return grow(project, partOperation(project.manifest, part, answers, now))
}

async function grow({ manifest, disk }: Project, operation: Operation | undefined): Promise<Grown> {
  if (operation === undefined) return { manifest, disk, entries: [] }
  const grown = { ...manifest, history: [...manifest.history, operation] }
  const entries = await merge({
    base: render(foldModel(manifest), templates),
    target: render(foldModel(grown), templates),
    registries: REGISTRIES,
    readFile: async (path) => {
      const content = disk.get(path)
      return content === undefined ? null : { content: Buffer.from(content), mode: 0o644 }
    },
  })
  if (entries.some(({ action }) => action === 'conflict')) return { manifest, disk, entries }
  const after = new Map(disk)
  for (const { path, result } of entries) {
    if (result) after.set(path, Buffer.from(result.content).toString())
    else if (result === null) after.delete(path)
  }
  return { manifest: grown, disk: after, entries }
}

async function addAll(project: Project, resources: readonly ResourceAnswers[]): Promise<Project> {
  let grown = project
  for (const resource of resources) grown = await add(grown, resource)
  return grown
}

const field = fc
  .tuple(
    fc.constantFrom('title', 'body', 'class', 'published at', 'views'),
    fc.constantFrom('string', 'string(20)', 'text', 'integer', 'boolean?', 'timestamp'),
  )
  .map(([name, type]) => [name.replace(' ', '_'), type] as const)
const fields = fc
  .uniqueArray(field, { minLength: 1, maxLength: 4, selector: ([name]) => name })
  .map((list) => list.map((parts) => parts.join(':')).join(' '))
const names = ['article', 'BlogPost', 'order', 'user', 'zebra', 'a-rather-long-name-of-a-resource']
/** Different resources, in any order. */
const resources = fc
  .tuple(fc.shuffledSubarray(names, { minLength: 2, maxLength: 3 }), fc.array(fields))
  .filter(([chosen, lists]) => chosen.length <= lists.length)
  .map(([chosen, lists]) => chosen.map((name, i) => ({ name, fields: lists[i] as string })))

const nameIn = (operation: object) =>
  String('name' in operation ? operation.name : 'resource' in operation && operation.resource)

/** The same but for the times, and so for the order of the history. */
function timeless({ manifest, disk }: Project) {
  const bare = (text: string) => text.replaceAll(/\d{8}T\d{6}Z/g, '<at>')
  const files = [...disk].filter(([path]) => path !== 'alex.json')
  const history = manifest.history.map(({ at, ...operation }) => operation)
  return {
    files: new Map(files.map(([path, text]) => [bare(path), bare(text)])),
    history: history.sort((a, b) => (nameIn(a) < nameIn(b) ? -1 : 1)),
  }
}

test('a project with the example is one without it, and then the resource', async () => {
  const made = create({ example: true })
  const grown = await add(create(), EXAMPLE_RESOURCE)
  expect(grown.manifest).toEqual(made.manifest)
  expect(grown.disk).toEqual(made.disk)
})

test('a project that is grown is the one that its manifest renders to', async () => {
  await fc.assert(
    fc.asyncProperty(resources, async (chosen) => {
      const { manifest, disk } = await addAll(create(), chosen)
      expect(manifest.history).toHaveLength(chosen.length)
      expect(disk).toEqual(rendered(manifest))
      expect(parseManifest(disk.get('alex.json') ?? '', manifest)).toEqual({
        $schema: expect.any(String),
        ...manifest,
      })
    }),
    runs,
  )
})

test('the same operation again changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(resources, async (chosen) => {
      const grown = await addAll(create(), chosen)
      for (const resource of chosen) {
        const again = await add(grown, { ...resource, fields: `  ${resource.fields}  ` })
        expect(again.entries).toEqual([])
        expect(again.disk).toBe(grown.disk)
      }
    }),
    runs,
  )
})

test('operations on different resources commute, but for the order of the history', async () => {
  await fc.assert(
    fc.asyncProperty(resources, async (chosen) => {
      const there = timeless(await addAll(create(), chosen))
      expect(timeless(await addAll(create(), chosen.toReversed()))).toEqual(there)
    }),
    runs,
  )
})

/** Every order in which the parts can be made. */
const orders: readonly (readonly Part[])[] = [
  ['repository', 'service', 'controller'],
  ['service', 'repository', 'controller'],
]

describe.each(orders)('%s, %s and %s', (...order) => {
  test('on one name are the resource', async () => {
    await fc.assert(
      fc.asyncProperty(resources, async (chosen) => {
        const whole = await addAll(create(), chosen)
        const made: Project[] = [create()]
        for (const { name, fields: typed } of chosen) {
          for (const [index, part] of order.entries()) {
            const answers = index === 0 ? { name, fields: typed } : { name }
            const grown = await addPart(made.at(-1) as Project, part, answers)
            expect(grown.entries.map(({ action }) => action)).not.toContain('conflict')
            expect(grown.disk).toEqual(rendered(grown.manifest))
            made.push(grown)
          }
        }
        const last = made.at(-1) as Project
        expect(last.manifest.history).toHaveLength(chosen.length * 3)
        expect(timeless(last).files).toEqual(timeless(whole).files)
      }),
      { numRuns: 4 },
    )
  })

  test('again change nothing', async () => {
    const article = { name: 'article', fields: 'title:string' }
    let project: Project = create()
    for (const [index, part] of order.entries()) {
      project = await addPart(project, part, index === 0 ? article : { name: 'article' })
      for (const made of order.slice(0, index + 1)) {
        const again = await addPart(
          project,
          made,
          made === 'controller' ? { name: 'Article' } : article,
        )
        expect(again.entries).toEqual([])
        expect(again.disk).toBe(project.disk)
      }
    }
    expect((await add(project, article)).entries).toEqual([])
  })
})

test('parts of different resources commute, but for the order of the history', async () => {
  const one = { name: 'article', fields: 'title:string' }
  const other = { name: 'quote', fields: 'text:text' }
  const there = await addPart(await addPart(create(), 'repository', one), 'service', other)
  const back = await addPart(await addPart(create(), 'service', other), 'repository', one)
  expect(timeless(back)).toEqual(timeless(there))
})

test('a relation is the same whether what it leads to is served before it or after it', async () => {
  const user = { name: 'user', fields: 'name:string' }
  const topic = { name: 'topic', fields: 'label:string', softDelete: true }
  const article = {
    name: 'article',
    fields: 'author:ref(user):cascade topic:ref(topic) users:many(user) topics:many(topic)',
  }
  const parts: Readonly<Record<string, (project: Project) => Promise<Grown>>> = {
    article: (project) => add(project, article),
    ...Object.fromEntries(
      [user, topic].flatMap((one) => [
        [`${one.name} table`, (project: Project) => addPart(project, 'repository', one)],
        [`${one.name} service`, (project: Project) => addPart(project, 'service', one)],
        [`${one.name} controller`, (project: Project) => addPart(project, 'controller', one)],
      ]),
    ),
  }
  const tables = ['user table', 'topic table']
  const services = ['user service', 'topic service']
  const controllers = ['user controller', 'topic controller']
  const whole = await inOrder([...tables, ...services, ...controllers, 'article'])
  for (const order of [
    [...tables, ...services, 'article', ...controllers],
    [...tables, 'article', ...services, ...controllers.toReversed()],
    [...tables, 'user service', 'user controller', 'article', 'topic service', 'topic controller'],
  ]) {
    expect(timeless(await inOrder(order))).toMatchObject({ files: timeless(whole).files })
  }

  /** No step is in the way of one before it. */
  async function inOrder(order: readonly string[]): Promise<Project> {
    let project = create()
    for (const name of order) {
      const grown = await (parts[name] as (project: Project) => Promise<Grown>)(project)
      expect(grown.entries.map(({ action }) => action)).not.toContain('conflict')
      expect(grown.disk).toEqual(rendered(grown.manifest))
      project = grown
    }
    return project
  }
})

test('relations are there for GraphQL whatever was made first, with hand edits beside them', async () => {
  const title = '// mine\n'
  let project = create({ graphql: true })
  for (const { path, ...answers } of [
    { name: 'user', fields: 'name:string', path: 'src/resources/users/user.graphql.ts' },
    { name: 'topic', fields: 'label:string', path: 'src/graphql/index.ts' },
    {
      name: 'article',
      fields: 'title:string author:ref(user) topics:many(topic) related:many(article)',
      path: 'src/resources/articles/article-topics.lists.ts',
    },
    {
      name: 'comment',
      fields: 'article:ref(article) articles:many(article)',
      path: 'src/resources/comments/comment.graphql.ts',
    },
  ]) {
    const grown = await add(project, answers)
    expect(grown.entries.map(({ action }) => action)).not.toContain('conflict')
    const edited = [...project.disk].filter(([, text]) => text.endsWith(title))
    for (const [at] of edited) expect(grown.disk.get(at)?.endsWith(title), at).toBe(true)
    const disk = new Map(grown.disk).set(path, `${grown.disk.get(path)}${title}`)
    project = { ...grown, disk }
  }
  const bare = [...project.disk].map(([path, text]) => [path, text.replace(title, '')] as const)
  expect(new Map(bare)).toEqual(rendered(project.manifest))

  const { graphql, ...features } = project.manifest.features
  const without = rendered({ ...project.manifest, features })
  const ofGraphql = [...project.disk.keys()].filter((path) => !without.has(path))
  expect(ofGraphql).toContain('src/resources/articles/article-topics.graphql.ts')
  expect(ofGraphql).toContain('src/resources/articles/article-by-author.lists.ts')
  expect([...without.values()].filter((text) => /graphql/i.test(text))).toEqual([])
})

test.each(['authenticated', 'owner', 'role(editor)'])(
  'the parts with --access %s are the resource with it, wherever it is said',
  async (access) => {
    const described = { access, description: 'What `one` says.' }
    const article = { name: 'article', fields: 'title:string parent:ref(article)?' }
    const whole = await add(create(), { ...article, ...described })
    const early = await addPart(create(), 'repository', { ...article, access })
    const served = await addPart(await addPart(early, 'service', article), 'controller', {
      name: 'article',
      ...described,
    })
    expect(timeless(served).files).toEqual(timeless(whole).files)
    expect((await add(served, { ...article, ...described })).entries).toEqual([])
    expect(() => resourceOperation(served.manifest, article, now)).toThrow(/access is/)

    const open = await addPart(await addPart(create(), 'repository', article), 'service', article)
    const late = async () => addPart(open, 'controller', { name: 'article', ...described })
    if (access === 'owner') await expect(late()).rejects.toThrow(/does not say who owns/)
    else expect(timeless(await late()).files).toEqual(timeless(whole).files)
  },
)

test('the parts with --soft-delete are the resource with it, which stays as it was made', async () => {
  const article = { name: 'article', fields: 'slug:string:unique parent:ref(article)?' }
  const kept = { ...article, softDelete: true }
  const whole = await add(create(), kept)
  const early = await addPart(create(), 'service', article)
  for (const stored of [
    await addPart(early, 'repository', kept),
    await addPart(await addPart(create(), 'repository', kept), 'service', article),
  ]) {
    const served = await addPart(stored, 'controller', { name: 'article' })
    expect(served.disk).toEqual(rendered(served.manifest))
    expect(timeless(served).files).toEqual(timeless(whole).files)
    expect((await add(served, kept)).entries).toEqual([])
    expect(() => resourceOperation(served.manifest, article, now)).toThrow(/stays in its table/)
  }
  const gone = await add(create(), article)
  expect(() => resourceOperation(gone.manifest, kept, now)).toThrow(/removed is gone/)
  expect(() => partOperation(gone.manifest, 'repository', kept, now)).toThrow(/removed is gone/)
})

test('the parts with --api-version are the resource with it, which stays as it was made', async () => {
  const article = {
    name: 'article',
    fields: 'title:string parent:ref(article)? topics:many(article)',
  }
  const second = { ...article, apiVersion: 2 }
  const whole = await add(create(), second)
  const stored = await addPart(await addPart(create(), 'repository', article), 'service', article)
  const served = await addPart(stored, 'controller', { name: 'article', apiVersion: 2 })
  expect(served.disk).toEqual(rendered(served.manifest))
  expect(timeless(served).files).toEqual(timeless(whole).files)
  expect((await add(served, second)).entries).toEqual([])
  expect((await addPart(served, 'controller', { name: 'article' })).entries).toEqual([])
  expect(() => resourceOperation(served.manifest, article, now)).toThrow(/begins at \/v2\/articles/)
  const other = { name: 'article', apiVersion: 1 }
  expect(() => partOperation(served.manifest, 'controller', other, now)).toThrow(/begins at/)
  expect(await add(create(), { ...article, apiVersion: 1 })).toEqual(await add(create(), article))
})

describe('a hand edit', () => {
  const article = { name: 'article', fields: 'title:string' }
  const comment = { name: 'comment', fields: 'body:text' }

  test('elsewhere survives byte for byte, whatever it is', async () => {
    const project = await add(create(), article)
    const { entries } = await add(project, comment)
    const touched = new Set(entries.map(({ path }) => path))
    const elsewhere = [...project.disk.keys()].filter((path) => !touched.has(path))
    expect(elsewhere.length).toBeGreaterThan(100)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...elsewhere), fc.string(), async (path, text) => {
        const edited = { ...project, disk: new Map(project.disk).set(path, text) }
        const after = await add(edited, comment)
        expect(after.entries).toEqual(entries)
        expect(after.disk.get(path)).toBe(text)
      }),
      runs,
    )
  })

  /** A project that has such a file. */
  const having = (path: string) =>
    add(create({ graphql: path.startsWith('src/graphql/') }), article)

  test.each(ofResources)('in %s is kept, or in the way with its line', async (path) => {
    const project = await having(path)
    const target = (await add(project, comment)).disk.get(path) as string
    const lines = (project.disk.get(path) as string).split('\n')
    const kept: number[] = []
    for (const at of lines.keys()) {
      const text = lines.toSpliced(at, 0, '// mine').join('\n')
      const edited = { ...project, disk: new Map(project.disk).set(path, text) }
      const { disk, entries } = await add(edited, comment)
      const entry = entries.find((other) => other.path === path)
      if (entry?.action === 'conflict') {
        expect(entry.lines).toContain(at + 1)
        expect(disk).toBe(edited.disk)
        continue
      }
      kept.push(at)
      const merged = (disk.get(path) as string).split('\n')
      expect(merged.filter((line) => line !== '// mine').join('\n')).toBe(target)
      expect(merged.length).toBe(target.split('\n').length + 1)
    }
    // Only beside the new lines themselves may it be in the way.
    expect(kept.length).toBeGreaterThanOrEqual(lines.length - 4)
  })

  test.each([...ofResources, 'alex.json'])('of how the lines of %s end stays', async (path) => {
    const project = await having(path)
    const plain = (await add(project, comment)).disk.get(path) as string
    const windows = (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`
    const text = windows(project.disk.get(path) as string)
    const edited = { ...project, disk: new Map(project.disk).set(path, text) }
    expect((await add(edited, comment)).disk.get(path)).toBe(windows(plain))
  })
})

test.each(readdirSync(join(repository, 'test/projects')))(
  'the manifest of the golden project %s is written as it was read',
  (name) => {
    const text = readFileSync(join(repository, 'test/projects', name, 'alex.json'), 'utf8')
    const manifest = parseManifest(text, { version: packageVersion() })
    expect(serializeManifest(manifest)).toBe(text)
  },
)
