import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { fieldModel } from '../../src/model/field-model.ts'
import { fieldTypes } from '../../src/model/field-types/table.ts'
import { fieldTypeNames, parseFields } from '../../src/model/fields.ts'
import { identifier } from '../../src/model/identifiers.ts'
import { printLiteral } from '../../src/model/literal.ts'
import { foldModel } from '../../src/model/model.ts'
import { resourceNames } from '../../src/model/names.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import { articles, manifestWith } from './support/manifests.ts'

function field(text: string) {
  const [parsed] = parseFields(text)
  if (!parsed) throw new Error('no field')
  return fieldModel(parsed, resourceNames('article'))
}

const evaluate = (code: string) => new Function(`return ${code}`)()

describe('fieldModel', () => {
  test.each([
    ['title:string(200)', 'title: string', 'title: string'],
    ['body:text?', 'body: string | null', 'body?: string | null'],
    ['views:integer=0', 'views: number', 'views?: number'],
    ['live:boolean', 'live: boolean', 'live: boolean'],
    ['publishedAt:timestamp?', 'publishedAt: Date | null', 'publishedAt?: Date | null'],
    ['class:text', 'class: string', 'class: string'],
  ])('%s is %s, and %s in a new one', (text, property, newProperty) => {
    expect(field(text)).toMatchObject({ property, newProperty })
  })

  test.each([
    "'); process.exit(1); ('",
    '`',
    ['$', '{process}'].join(''),
    '\\',
    '"',
    "'",
    '</script>',
  ])('a default of %j reaches code as a literal only', (value) => {
    const printed = printLiteral(value)
    const plain = JSON.stringify(field('a:string=plain'))
    const model = field(`a:string=${JSON.stringify(value)}`)
    expect(JSON.stringify(model)).toBe(
      plain.replaceAll("'plain'", () => JSON.stringify(printed).slice(1, -1)),
    )
  })

  test.each([
    ...['string(1)', 'string', 'string(900):min(300)', 'text', 'integer', 'integer:min(7)'],
    ...['integer:max(0)', 'bigint:max(-3)', 'decimal(3,3)', 'decimal(9,2):min(0)', 'float'],
    ...['float:min(3)', 'float:max(0.1)', 'boolean', 'uuid', 'date', 'timestamp', 'json'],
    ...['enum(a,b)', 'email', 'url', 'string[]', 'date[]:min(2)'],
  ])('the two examples of %s differ', (type) => {
    const { example, otherExample } = field(`name:${type}`)
    expect(evaluate(example)).not.toEqual(evaluate(otherExample))
  })

  test('every type is in the table', () => {
    expect([...Object.keys(fieldTypes), 'many']).toEqual(fieldTypeNames)
  })
})

describe('identifier', () => {
  test('is short enough for the database, and one of its own', () => {
    const names = ['check', 'index', 'unique'].map((kind) =>
      identifier('a'.repeat(40), 'b'.repeat(40), kind),
    )
    expect(identifier('articles', 'slug', 'unique')).toBe('articles_slug_unique')
    expect(identifier('a'.repeat(40), 'b'.repeat(16), 'check')).toHaveLength(63)
    expect(names.map(({ length }) => length)).toEqual([63, 63, 63])
    expect(identifier('a'.repeat(40), `${'b'.repeat(39)}c`, 'check')).not.toBe(names[0])
    expect(names[0]).toMatch(/^a{40}.*_[0-9a-z]{7}_check$/)
  })
})

describe('foldModel', () => {
  test('folds an empty project', () => {
    const model = foldModel(manifestWith())
    expect(model.layers[0]).toBe('base')
    expect(model.layers).toContain('npm')
    expect(model.project).toEqual({ name: 'my-api', title: 'My api', snake: 'my_api' })
    expect(model.resources).toEqual([])
    expect(model.tool.dependency).toBe('1.0.0')
  })

  test('lays the layers of what is on, in a fixed order', () => {
    const features = { vendored: true, docker: true, 'github-ci': false, 'pinned-node': true }
    const model = foldModel(manifestWith({ features, packageManager: 'bun' }))
    expect(model.layers[0]).toBe('base')
    expect(model.layers.slice(1)).toEqual([
      'bun',
      'auth-none',
      'docker',
      'pinned-node',
      'pinned-node-bun',
      'vendored',
    ])
    expect(model.tool).toEqual({
      name: 'create-alex-api',
      version: '1.0.0',
      dependency: 'file:vendor/create-alex-api-1.0.0.tgz',
      update: 'node ../create-alex-api/dist/src/cli.js update',
      archive: 'vendor/create-alex-api-1.0.0.tgz',
    })
  })

  test('resources by name, operations by time', () => {
    const comments = { ...articles, at: '20261122T093001Z', name: 'Zoo', fields: '' }
    const albums = { ...articles, at: '20261122T093002Z', name: 'album', fields: 'x:text' }
    const model = foldModel(manifestWith({ history: [articles, comments, albums] }))
    expect(model.resources.map(({ collection }) => collection)).toEqual([
      'albums',
      'articles',
      'zoos',
    ])
    expect(model.operations.map(({ table }) => table)).toEqual(['articles', 'zoos', 'albums'])
    expect(model.operations[2]).toMatchObject({ at: '20261122T093002Z', run: 'resource' })
    expect(model.resources[1]?.fields.map(({ name }) => name)).toEqual([
      'title',
      'body',
      'views',
      'publishedAt',
    ])
  })

  test('is a pure function of the manifest', () => {
    const manifest = manifestWith({ history: [articles] })
    const before = structuredClone(manifest)
    expect(JSON.stringify(foldModel(manifest))).toBe(JSON.stringify(foldModel(manifest)))
    expect(manifest).toEqual(before)
  })

  test('no word is missing', () => {
    const model = foldModel(manifestWith({ history: [articles] }))
    const missing: string[] = []
    const look = (value: unknown, at: string) => {
      if (value === undefined) missing.push(at)
      if (typeof value !== 'object' || value === null) return
      for (const [key, part] of Object.entries(value)) look(part, `${at}.${key}`)
    }
    look(model, 'model')
    expect(missing).toEqual([])
  })

  test('a name as long as may be stands in the way of no other', () => {
    const long = { ...articles, name: 'q'.repeat(40) }
    const history = [long, { ...articles, at: '20261122T093001Z' }]
    expect(foldModel(manifestWith({ history })).resources).toHaveLength(2)
  })

  test.each([
    ['Article', 'x:text', 'There is a resource article already'],
    ['9lives', 'x:text', 'does not start with a letter'],
    ['tag', 'x:txt', 'no such type'],
  ])('a history with %s (%s) is refused, and the operation is named', (name, fields, message) => {
    const history = [articles, { ...articles, at: '20261122T093001Z', name, fields }]
    const run = () => foldModel(manifestWith({ history }))
    expect(run).toThrow(UserError)
    expect(run).toThrow(message)
    try {
      run()
    } catch (error) {
      expect((error as UserError).where).toContain(
        `alex.json, history[1] (resource ${name}, 20261122T093001Z)`,
      )
      expect((error as UserError).help).toBeTruthy()
    }
  })
})

describe('package managers', () => {
  test.each(Object.values(packageManagers))(
    '$name says the same in words and in commands',
    (manager) => {
      const { commands } = manager
      expect(commands.install.join(' ')).toContain(manager.install)
      expect(commands.run('check').join(' ')).toBe(`${manager.run} check`)
      expect(commands.exec('plop', 'resource')[0]).toBe(manager.exec.split(' ')[0])
      expect(packageManagers[manager.name]).toBe(manager)
    },
  )
})
