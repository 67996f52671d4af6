import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Draft, startDraft } from '../../generators/doctor/draft.ts'
import { readEnvironment } from '../../generators/doctor/environment.ts'
import { markerLine } from '../../generators/doctor/markers.ts'
import { hasWord, importsOf, itemsOf, keyOf } from '../../generators/doctor/registry.ts'
import { describeResult } from '../../generators/doctor/report.ts'

const repository = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(repository, path), 'utf8')

describe('conflict markers', () => {
  const conflict = '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n'

  test.each([
    ['those of git', `x\n${conflict}`, 2],
    ['with the base between', 'x\n<<<<<<< a\n1\n||||||| b\n2\n=======\n3\n>>>>>>> c\n', 2],
    ['with other line ends', conflict.replaceAll('\n', '\r\n'), 1],
    ['a heading that is underlined', 'Title\n=======\n', undefined],
    ['a text about one marker', 'It begins with\n<<<<<<< HEAD\n', undefined],
    ['markers in another order', '>>>>>>> a\n=======\n<<<<<<< b\n', undefined],
    ['quoted ones', conflict.replaceAll(/^/gm, '> '), undefined],
  ])('%s', (_, text, line) => {
    expect(markerLine(text)).toBe(line)
  })
})

test('a secret is weak where the project itself says so, in the same words', () => {
  const body = (text: string) => /function secretWeakness\([\s\S]*?\n\}\n/.exec(text)?.[0]
  expect(body(read('generators/doctor/secrets.ts'))).toBeDefined()
  expect(body(read('generators/doctor/secrets.ts'))).toBe(
    body(read('templates/project/base/src/config.ts.hbs')),
  )
})

describe('the environment', () => {
  const example = 'NODE_ENV=development\n# PORT=3000\n# secret: 48 bytes\nKEY=\nexport B=2\n'
  const environment = (own: string | undefined, env = {}) =>
    readEnvironment((path) => (path === '.env' ? own : example), env)

  test('has what the example sets, and how long its secrets are', () => {
    expect(environment(undefined).expected).toEqual([
      { key: 'NODE_ENV', example: 'development' },
      { key: 'KEY', example: '', bytes: 48 },
      { key: 'B', example: '2' },
    ])
  })

  test('is the file, below what is set outside, and the last line of a key', () => {
    const { valueIn, lineOf } = environment('KEY=a\n B = b\nKEY=c\n', { B: 'outside' })
    expect([valueIn('KEY'), valueIn('B'), valueIn('NODE_ENV')]).toEqual(['c', 'outside', undefined])
    expect([lineOf('KEY'), lineOf('B'), lineOf('NODE_ENV')]).toEqual([3, 2, undefined])
  })
})

describe('registries', () => {
  test.each([
    ['src/resources/index.ts', 'articles'],
    ['src/database/database.ts', 'articles'],
    ['src/database/foreign-keys.ts', 'articles_author_id_fkey'],
    ['src/database/unique-values.ts', 'profiles_handle_unique'],
  ])('the items of %s are known by a key', (path, key) => {
    const items = itemsOf(read(`test/projects/relations/${path}`))
    expect(items.length).toBeGreaterThan(2)
    expect(items.map(keyOf)).toContain(key)
    for (const item of items) expect(keyOf(item)).toMatch(/^[\w/-]+$/)
  })

  test('an item that is a path is known by it', () => {
    const items = itemsOf(read('test/projects/parts/test/contract/stored.ts'))
    expect(items.map(keyOf)).toEqual(['/v1/badges', '/v1/secrets', '/v1/users'])
  })

  test('imports lead to files of the project', async () => {
    const path = 'src/resources/index.ts'
    const imports = await importsOf(path, read(`test/projects/relations/${path}`))
    expect(imports?.[3]).toMatchObject({
      path: 'src/resources/articles/article-related.routes.ts',
      names: ['articleRelated', 'articlesByRelated'],
      line: 4,
    })
    expect(await importsOf(path, 'import {')).toBeUndefined()
  })

  test('a word is one as a whole', () => {
    expect(hasWord('  articlesByAuthor,', 'articles')).toBe(false)
    expect(hasWord('  guarded(articles),', 'articles')).toBe(true)
    expect(hasWord("'/v1/users': x", '/v1/users')).toBe(true)
    expect(hasWord("'/v1/users-old': x", '/v1/users')).toBe(false)
  })
})

describe('a draft', () => {
  const state = { content: Buffer.from('a'), mode: 0o644 }
  const draft = (): Draft => startDraft(async (path) => (path === 'there' ? state : null))

  test('reads what was written before, and knows what was seen first', async () => {
    const one = draft()
    await one.write('there', { content: 'b', mode: 0o600 })
    await one.write('new', { content: 'c', mode: 0o644 })
    expect(await one.read('there')).toEqual({ content: Buffer.from('b'), mode: 0o600 })
    expect(one.entries()).toMatchObject([
      { path: 'there', action: 'update', seen: state },
      { path: 'new', action: 'create', seen: null },
    ])
  })

  test('has nothing to commit where all is as it was', async () => {
    const one = draft()
    await one.read('there')
    await one.write('there', { content: 'b', mode: 0o644 })
    await one.write('there', { content: 'a', mode: 0o644 })
    await one.write('never', null)
    expect(one.entries()).toEqual([])
  })

  test('deletes', async () => {
    const one = draft()
    await one.write('there', null)
    expect(await one.read('there')).toBeNull()
    expect(one.entries()).toMatchObject([{ path: 'there', action: 'delete', result: null }])
  })
})

describe('the report', () => {
  const finding = {
    code: 'x',
    group: 'Files',
    severity: 'error',
    what: 'Bad \u001b[31m.',
    where: 'a.ts:1',
    mend: 'rm a.ts',
  } as const

  test('is by group, with how it is mended, and no control character of a file', () => {
    const findings = [finding, { ...finding, severity: 'notice', fix: { done: 'd' } } as const]
    const text = describeResult({ findings, skipped: [] }, { colour: false, fixed: false })
    expect(text).toContain('Files\n  error    x  a.ts:1\n    Bad \\x1b[31m.\n    → rm a.ts\n')
    expect(text).toContain('1 error, 1 notice. npx create-alex-api doctor --fix mends 1 of them.\n')
    expect(describeResult({ findings: [], skipped: [] }, { colour: false, fixed: false })).toMatch(
      /^Nothing to mend: \d+ checks\.\n$/,
    )
  })

  test('is in colour where that is wanted', () => {
    const text = describeResult(
      { findings: [finding], skipped: [] },
      { colour: true, fixed: false },
    )
    expect(text).toContain('\u001b[31merror')
  })
})
