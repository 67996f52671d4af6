import { describe, expect, test } from 'vitest'
import { readFeatures, switched } from '../../generators/features/index.ts'
import { removeNotices, removeOperation } from '../../generators/remove/plan.ts'
import { resourceOperation } from '../../generators/resource/plan.ts'
import type { Applied } from '../../generators/undo/applied.ts'
import { findOperation } from '../../generators/undo/choose.ts'
import { undone } from '../../generators/undo/index.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import { neededBy, withoutOperation } from '../../src/model/undo.ts'
import { manifestWith } from './support/manifests.ts'

type Bare<T> = T extends unknown ? Omit<T, 'at'> : never

/** A history, one second apart. */
function historyOf(...operations: readonly Bare<Operation>[]): Manifest {
  const history = operations.map((operation, index) => ({
    ...operation,
    at: `20261122T0930${String(index).padStart(2, '0')}Z`,
  }))
  return manifestWith({ history: history as Operation[] })
}

const author = { run: 'resource', name: 'author', fields: 'name:string' } as const
const article = {
  run: 'resource',
  name: 'article',
  fields: 'title:string views:integer=0',
} as const
const comment = {
  run: 'resource',
  name: 'comment',
  fields: 'text:text article:ref(article)',
} as const
const removed = (name: string) => ({ run: 'remove', name }) as const
const now = new Date('2026-12-01T00:00:00Z')

function refusal(work: () => unknown): UserError {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was not refused')
}

describe('what needs an operation', () => {
  const needs = (manifest: Manifest, index: number) =>
    neededBy(manifest, manifest.history[index] as Operation)?.by

  test('is nothing for the last one, whatever it is', () => {
    const operations: Bare<Operation>[] = [
      author,
      { run: 'service', name: 'quote', fields: 'text:text' },
      { run: 'repository', name: 'quote', fields: 'text:text' },
      { run: 'controller', name: 'quote', apiVersion: 2 },
      article,
      comment,
      { run: 'field', resource: 'article', rename: 'title:headline', add: 'author:ref(author)?' },
      { run: 'migration', name: 'by-views', index: 'articles(views)' },
      { run: 'version', name: 'article', sunset: '2027-06-30' },
      removed('comment'),
      removed('article'),
      { ...article, fields: 'other:text', apiVersion: 3 },
    ]
    for (const index of operations.keys()) {
      expect(needs(historyOf(...operations.slice(0, index + 1)), index)).toBeUndefined()
    }
  })

  test('is nothing for one that no other speaks of', () => {
    expect(needs(historyOf(author, article, comment), 0)).toBeUndefined()
    expect(needs(historyOf(article, author), 0)).toBeUndefined()
  })

  test.each<[why: string, index: number, by: number, operations: readonly Bare<Operation>[]]>([
    ['a reference', 0, 1, [article, comment]],
    ['the first of several', 0, 2, [article, author, comment, { ...comment, name: 'note' }]],
    ['an index', 0, 1, [article, { run: 'migration', name: 'x', index: 'articles(views)' }]],
    [
      'a change of its fields',
      0,
      1,
      [article, { run: 'field', resource: 'article', drop: 'views' }],
    ],
    [
      'a version of its API',
      0,
      1,
      [article, { run: 'version', name: 'article', sunset: '2027-06-30' }],
    ],
    ['its removal', 0, 1, [article, removed('article')]],
    ['its successor', 1, 2, [article, removed('article'), { ...article, fields: 'x:text' }]],
    [
      'a service that has no fields of its own',
      0,
      1,
      [
        { run: 'repository', name: 'article', fields: 'title:string' },
        { run: 'service', name: 'article' },
      ],
    ],
    [
      'a later version, which would be another',
      1,
      2,
      [
        article,
        { run: 'version', name: 'article', sunset: '2027-06-30' },
        { run: 'version', name: 'article', sunset: '2028-06-30' },
      ],
    ],
    [
      'a change whose way back would lead elsewhere',
      1,
      2,
      [
        article,
        { run: 'field', resource: 'article', alter: 'title:string(300)' },
        { run: 'field', resource: 'article', alter: 'title:string(400)' },
      ],
    ],
    [
      'a removal whose way back makes what it made',
      1,
      2,
      [article, { run: 'migration', name: 'x', index: 'articles(views)' }, removed('article')],
    ],
  ])('is %s', (_, index, by, operations) => {
    const manifest = historyOf(...operations)
    expect(needs(manifest, index)).toBe(manifest.history[by])
    const error = refusal(() => undone(manifest, manifest.history[index] as Operation, options()))
    expect(error.message).toContain('a later one needs it')
    expect(error.where).toContain(manifest.history[by]?.at)
    expect(error.help).toContain(`undo ${manifest.history[by]?.at}`)
  })
})

function options(applied: Applied = { names: [] }, more = {}) {
  return { keepEdited: false, unchecked: false, applied: async () => applied, ...more }
}

describe('the migration of an operation', () => {
  const manifest = historyOf(author, article)
  const [first, last] = manifest.history as [Operation, Operation]
  const own = `${last.at}_create_articles`
  const difference = { removed: [`migrations/${own}.ts`, 'src/x.ts'], changed: [] }
  const inspect = (applied: Applied, more = {}, operation = last) =>
    undone(manifest, operation, options(applied, more)).inspect?.(difference)

  test('that is not applied goes', async () => {
    await expect(inspect({ names: ['20260101T000000Z_other'] })).resolves.toMatchObject([
      { code: 'not-applied' },
    ])
  })

  test('that is applied stays, and the two ways on are named', async () => {
    await expect(inspect({ names: [own] })).rejects.toMatchObject({
      message: expect.stringContaining('has been applied'),
      where: own,
      help: expect.stringMatching(/npm run db:rollback\.\n.*npx plop remove article/),
    })
    const later = inspect({ names: [own, '20991231T000000Z_later'] })
    await expect(later).rejects.toMatchObject({
      where: expect.stringContaining('20991231T000000Z_later'),
      help: expect.stringContaining('db:rollback, 2 times'),
    })
    await expect(inspect({ names: [own] }, { unchecked: true })).rejects.toThrow('been applied')
  })

  test('of which nothing is known needs --unchecked', async () => {
    const unknown = { unknown: 'the server is away' }
    await expect(inspect(unknown)).rejects.toMatchObject({
      message: expect.stringContaining('the server is away'),
      help: expect.stringContaining('--unchecked'),
    })
    await expect(inspect(unknown, { unchecked: true })).resolves.toMatchObject([
      { code: 'unchecked' },
    ])
  })

  test('is not asked about where there is none', async () => {
    const asked = () => Promise.reject(new Error('asked'))
    const wanted = undone(manifest, last, options(undefined, { applied: asked }))
    await expect(wanted.inspect?.({ removed: ['src/x.ts'], changed: [] })).resolves.toEqual([])
  })

  test('of another operation is never written anew', async () => {
    const changed = { removed: [], changed: ['migrations/20261122T093001Z_create_articles.ts'] }
    await expect(undone(manifest, first, options()).inspect?.(changed)).rejects.toThrow(
      'a later migration would be another',
    )
  })
})

describe('an operation is found', () => {
  const manifest = historyOf(
    author,
    article,
    { run: 'migration', name: 'by-views', index: 'articles(views)' },
    {
      run: 'resource',
      name: 'blog-post',
      fields: 'x:text',
    },
    { run: 'field', resource: 'article', add: 'a:text?' },
  )
  const at = (index: number) => manifest.history[index]?.at

  test.each([
    [[], 4],
    [['20261122T093001Z'], 1],
    [['resource', 'article'], 1],
    [['resource article'], 1],
    [['field article'], 4],
    [['field'], 4],
    [['author'], 0],
    [['BlogPost'], 3],
    [['migration', 'by_views'], 2],
  ])('by %j', (typed, index) => {
    expect(findOperation(manifest, typed).at).toBe(at(index))
  })

  test.each([
    [['resource'], 'More than one operation'],
    [['article'], 'More than one operation'],
    [['nope'], 'There is no operation nope'],
    [['20261122T093009Z'], 'There is no operation'],
    [['migration', 'article'], 'There is no operation'],
    [['\u001b[31m'], 'There is no operation ?[31m'],
  ])('and not by %j', (typed, message) => {
    const error = refusal(() => findOperation(manifest, typed))
    expect(error.message).toContain(message)
    expect(error.where).toContain('resource article, of 20261122T093001Z')
  })

  test('and what was meant is said', () => {
    expect(refusal(() => findOperation(manifest, ['autor'])).help).toContain('undo author')
  })

  test('and not in an empty history, where the reason is said', () => {
    const error = refusal(() => findOperation(manifestWith(), []))
    expect(error.message).toContain('nothing to take back')
    expect(error.help).toContain('create-alex-api remove <feature>')
  })
})

describe('a resource that is removed', () => {
  const remove = (manifest: Manifest, name: string, allowDataLoss = true) =>
    removeOperation(manifest, { name, allowDataLoss }, now)

  test('is not there any more, and its name is free', () => {
    const manifest = historyOf(article, author, removed('article'))
    const model = foldModel(manifest)
    expect(model.resources.map(({ spelled }) => spelled)).toEqual(['author'])
    expect(model.operations).toHaveLength(2)
    const again = { name: 'article', fields: 'other:text' }
    expect(resourceOperation(manifest, again, now)).toMatchObject({ fields: 'other:text' })
    const remade = historyOf(article, removed('article'), { ...article, fields: 'other:text' })
    expect(resourceOperation(remade, again, now)).toBeUndefined()
    expect(refusal(() => resourceOperation(remade, article, now)).where).toContain(
      'of 20261122T093002Z',
    )
  })

  test('leaves nothing behind: neither where it was served, nor its indexes', () => {
    const index = { run: 'migration', name: 'by-views', index: 'articles(views)' } as const
    const manifest = historyOf(
      { ...article, apiVersion: 3 },
      index,
      removed('article'),
      article,
      index,
    )
    const { resources, migrations, standing } = foldModel(manifest)
    expect(resources[0]?.apiVersion).toBe(1)
    expect(migrations.map(({ at }) => at)).toEqual(['20261122T093001Z', '20261122T093004Z'])
    expect(standing.map(({ at }) => at)).toEqual(['20261122T093004Z'])
  })

  test('is refused while others refer to it, by name', () => {
    const many = { run: 'resource', name: 'list', fields: 'x:text articles:many(article)' } as const
    expect(refusal(() => remove(historyOf(article, comment), 'article'))).toMatchObject({
      message: expect.stringContaining('is referred to by comment'),
      help: expect.stringContaining('npx plop remove comment'),
    })
    expect(refusal(() => remove(historyOf(article, comment, many), 'Article')).message).toContain(
      'by comment, list',
    )
    const self = { ...article, fields: 'parent:ref(article)?' }
    expect(remove(historyOf(self), 'article')).toMatchObject({ run: 'remove', name: 'article' })
  })

  test('has a table only where it has one, whose loss has to be allowed', () => {
    const manifest = historyOf(article)
    expect(refusal(() => remove(manifest, 'article', false)).help).toContain('--allow-data-loss')
    const operation = remove(manifest, 'article') as Operation
    expect(removeNotices(manifest, operation)).toMatchObject([{ code: 'data-loss' }])
    const service = historyOf({ run: 'service', name: 'quote', fields: 'text:text' })
    const bare = remove(service, 'quote', false) as Operation
    expect(bare).toMatchObject({ run: 'remove', name: 'quote' })
    expect(removeNotices(service, bare)).toEqual([])
    expect(foldModel({ ...service, history: [...service.history, bare] }).drops).toMatchObject([
      { made: [] },
    ])
  })

  test('is removed once, and nothing else is', () => {
    expect(remove(historyOf(article, removed('article')), 'article')).toBeUndefined()
    expect(refusal(() => remove(historyOf(article), 'artcle')).help).toBe('Did you mean article?')
    expect(refusal(() => remove(historyOf(), 'article')).help).toBe('There is none yet.')
  })

  test('is made again by its way back as it was', () => {
    const manifest = historyOf(
      article,
      { run: 'migration', name: 'by-views', index: 'articles(views)' },
      { run: 'migration', name: 'mine' },
      { run: 'field', resource: 'article', rename: 'views:reads' },
      { run: 'field', resource: 'article', alter: 'title:string:min(1)' },
      removed('article'),
      article,
      removed('article'),
    )
    const [first, second] = foldModel(manifest).drops
    expect(first?.made.map(({ folder }) => folder)).toEqual([
      'table',
      'migration-index',
      'fields',
      'fields',
    ])
    expect(second?.made.map(({ at }) => at)).toEqual(['20261122T093006Z'])
  })
})

test('a service without fields of what is not there is refused in the manifest', () => {
  const error = refusal(() => foldModel(historyOf({ run: 'service', name: 'article' })))
  expect(error.where).toContain('history[0]')
})

test('the manifest without an operation is otherwise the same', () => {
  const manifest = historyOf(author, article)
  expect(withoutOperation(manifest, manifest.history[0] as Operation)).toEqual({
    ...manifest,
    history: [manifest.history[1]],
  })
})

describe('features', () => {
  const linux = { node: '24.0.0', platform: 'linux', arch: 'x64' } as const
  const manifest = manifestWith({ features: { docker: true, vendored: true } })

  test('are switched, and others are left alone', () => {
    expect(switched('add', ['github-ci', 'docker'], manifest, linux)?.manifest.features).toEqual({
      docker: true,
      vendored: true,
      'github-ci': true,
    })
    expect(switched('remove', ['docker'], manifest, linux)?.manifest.features.docker).toBe(false)
    expect(switched('add', ['docker'], manifest, linux)).toBeUndefined()
    expect(switched('remove', ['github-ci'], manifest, linux)).toBeUndefined()
  })

  test('that cannot work here are refused, and one that is missed is said', () => {
    const mac = { node: '20.19.0', platform: 'darwin', arch: 'arm64' } as const
    expect(refusal(() => switched('add', ['pinned-node'], manifest, mac)).message).toContain(
      'macOS',
    )
    const pinned = manifestWith({ features: { 'pinned-node': true } })
    const old = { ...linux, node: '20.19.0' }
    expect(switched('remove', ['pinned-node'], pinned, old)?.notices).toMatchObject([
      { code: 'node-too-old' },
    ])
  })

  const withArticle = historyOf(article)
  test.each([
    ['add', ['dokcer'], 'There is no feature dokcer', 'add docker'],
    ['add', [], 'Which feature?', 'github-ci'],
    ['add', ['vendored'], 'cannot be switched', 'docker'],
    ['remove', ['resource', 'article'], 'is a resource', 'npx plop remove article'],
    ['remove', ['article'], 'is a resource', 'undo resource article'],
    ['remove', ['articles'], 'is a resource', 'npx plop remove article'],
    ['remove', ['docker', 'nope'], 'There is no feature nope', 'docker'],
  ] as const)('are not what %s %j says', (command, words, message, help) => {
    const error = refusal(() => readFeatures(command, words, withArticle))
    expect(error).toMatchObject({ exitCode: 2 })
    expect(error.message).toContain(message)
    expect(error.help).toContain(help)
  })

  test('are read once each', () => {
    expect(readFeatures('add', ['docker', 'docker'], withArticle)).toEqual(['docker'])
  })
})
