import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Operation } from '../../src/manifest/manifest.ts'
import { makeRepository, type Repository } from './support/branches.ts'
import { createAlexApi, emptyFolder, pathWith } from './support/program.ts'

const at = (minute: number) => `20261122T09${String(minute).padStart(2, '0')}00Z`
const resource = (minute: number, name: string, fields = 'title:string'): Operation => ({
  at: at(minute),
  run: 'resource',
  name,
  fields,
})
const added = (minute: number, field: string, name = 'article'): Operation => ({
  at: at(minute),
  run: 'field',
  resource: name,
  add: field,
})

let it: Repository

/** Nothing is left to be added or settled. */
const expectStaged = () =>
  expect(it.status().filter((line) => !/^[AMDR] {2}/.test(line))).toEqual([])

/** Every byte is as it would be generated of both. */
async function expectGenerated() {
  expect(it.files()).toEqual(await it.expected())
}

describe('two branches that each made a resource', () => {
  beforeEach(async () => {
    it = await makeRepository()
    await it.branch('tags', () => it.grow(resource(2, 'tag', 'label:string')))
    await it.grow(resource(1, 'article'))
    it.commit('articles')
  })

  const names = () => it.history().map((operation) => 'name' in operation && operation.name)

  test('are merged', async () => {
    expect(it.tries('merge', 'tags')).toBe(false)
    const { code, stderr } = await it.sync()
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('merge  src/resources/index.ts')
    expect(stderr).toContain('\nThen: git merge --continue\n')
    expect(names()).toEqual(['article', 'tag'])
    await expectGenerated()
    expectStaged()
    const again = await it.sync()
    expect(again).toMatchObject({ code: 0 })
    expect(again.stderr).toContain('nothing to change')
    it.git('merge', '--continue')
    expect((await it.sync()).stderr).toContain('There is no merge to settle: nothing to change.')
  })

  test('are rebased, commit by commit', async () => {
    it.git('checkout', '--quiet', 'tags')
    await it.grow(added(3, 'colour:string?', 'tag'))
    it.commit('colour')
    expect(it.tries('rebase', 'main')).toBe(false)
    let stops = 0
    for (let goesOn = false; !goesOn; stops++) {
      const { code, stderr } = await it.sync()
      expect(code, stderr).toBe(0)
      expect(stderr).toContain('\nThen: git rebase --continue\n')
      expectStaged()
      goesOn = it.tries('rebase', '--continue')
    }
    expect(stops).toBeGreaterThan(0)
    expect(it.git('log', '--format=%s').trim().split('\n')).toEqual([
      'colour',
      'tags',
      'articles',
      'Begin',
    ])
    await expectGenerated()
  })

  test('are cherry-picked, and reverted after more was made', async () => {
    expect(it.tries('cherry-pick', 'tags')).toBe(false)
    expect((await it.sync()).stderr).toContain('git cherry-pick --continue')
    it.git('cherry-pick', '--continue')
    await expectGenerated()
    const picked = it.git('rev-parse', 'HEAD').trim()
    await it.grow(resource(5, 'zebra'))
    it.commit('zebras')
    expect(it.tries('revert', '--no-edit', picked)).toBe(false)
    const { code, stderr } = await it.sync()
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('git revert --continue')
    expect(names()).toEqual(['article', 'zebra'])
    await expectGenerated()
    expectStaged()
  })

  test('are shown before anything is written', async () => {
    it.tries('merge', 'tags')
    const before = [it.status(), it.files()]
    const { code, stderr, stdout } = await it.sync({ 'dry-run': true, json: true })
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('-<<<<<<< HEAD\n')
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ ok: true, command: 'sync', dryRun: true })
    expect(report.steps).toMatchObject([{ name: 'git', status: 'planned' }])
    expect([it.status(), it.files()]).toEqual(before)
  })

  test('as a process: the same, and no word on stdout but JSON', async () => {
    it.tries('merge', 'tags')
    const { code, stdout, stderr } = await createAlexApi(['sync', '--json'], { cwd: it.root })
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, command: 'sync' })
    await expectGenerated()
    expectStaged()
  })
})

describe('two branches that each changed one resource', () => {
  const SERVICE = 'src/resources/articles/article.service.ts'
  const ENTITY = 'src/resources/articles/article.ts'
  beforeEach(async () => {
    it = await makeRepository({ history: [resource(0, 'article', 'title:string views:integer=0')] })
  })

  /** Both from `main`, which then merges the other. */
  async function meet(theirs: () => unknown, ours: () => unknown) {
    await it.branch('other', theirs)
    await ours()
    it.commit('ours')
    return it.tries('merge', 'other')
  }

  test('have the fields of both', async () => {
    await meet(
      () => it.grow(added(2, 'subtitle:string?')),
      () => it.grow(added(1, 'live:boolean=false')),
    )
    const { code, stderr } = await it.sync()
    expect(code, stderr).toBe(0)
    await expectGenerated()
    expectStaged()
    expect(it.read(ENTITY)).toMatch(/live[\s\S]*subtitle/)
  })

  test('keep what was written by hand on both, and before they parted', async () => {
    const mine = (word: string) => (text: string) => text.replace(/\n\n/, `\n\n// ${word}\n\n`)
    const end = (word: string) => (text: string) => `${text}\n// ${word}\n`
    it.edit(SERVICE, mine('before'))
    it.commit('before')
    await meet(
      async () => {
        await it.grow(added(2, 'subtitle:string?'))
        it.edit(SERVICE, end('theirs'))
        it.edit('src/resources/index.ts', end('theirs'))
      },
      async () => {
        await it.grow(added(1, 'live:boolean=false'))
        it.edit(ENTITY, end('ours'))
        it.edit('package.json', (text) =>
          text.replace('"scripts": {', '"scripts": {\n    "mine": "x",'),
        )
      },
    )
    const { code, stderr } = await it.sync()
    expect(code, stderr).toBe(0)
    const expected = await it.expected()
    const { [SERVICE]: service, [ENTITY]: entity, ...files } = it.files()
    expect(service).toBe(end('theirs')(mine('before')(expected[SERVICE] as string)))
    expect(entity).toBe(end('ours')(expected[ENTITY] as string))
    expect(files['src/resources/index.ts']).toMatch(/\/\/ theirs\n$/)
    expect(files['package.json']).toContain('"mine": "x"')
    expectStaged()
  })

  test('where both wrote the same lines, nothing is written, or both between markers', async () => {
    const theirs = (text: string) => text.replace(/\n\n/, '\n\n// theirs\n\n')
    const ours = (text: string) => text.replace(/\n\n/, '\n\n// ours\n\n')
    await meet(
      async () => {
        await it.grow(added(2, 'subtitle:string?'))
        it.edit(ENTITY, theirs)
      },
      async () => {
        await it.grow(added(1, 'live:boolean=false'))
        it.edit(ENTITY, ours)
      },
    )
    const before = [it.status(), it.files()]
    const refused = await it.sync({ json: true })
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/article\.ts:[\d,]+: you changed the same lines as this does/)
    expect(refused.stderr).toContain('--conflicts markers')
    expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, issues: [{ code: 'conflict' }] })
    expect([it.status(), it.files()]).toEqual(before)
    const { code, stderr } = await it.sync({ conflicts: 'markers' })
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /Git still waits for these\. Settle them, and git add them:\n\n {2}\S*article\.ts/,
    )
    expect(stderr).toContain('Then: git merge --continue\nOr give it up: git merge --abort\n')
    expect(it.status().filter((line) => !/^[AM] {2}/.test(line))).toEqual([`UU ${ENTITY}`])
    const text = it.read(ENTITY)
    expect(text).toMatch(/<<<<<<< yours\n\/\/ ours\n[\s\S]*\/\/ theirs\n\n>>>>>>> other\n/)
    expect(text).toMatch(/live[\s\S]*subtitle/)
    // Once a person has settled it, it is theirs.
    const settled = text.replace(/<{7}[\s\S]*>{7} other\n/, '// both\n')
    it.write(ENTITY, settled)
    const then = await it.sync()
    expect(then.code).toBe(1)
    expect(then.stderr).toContain(`${ENTITY}: you have settled it, and have not added it to git`)
    it.git('add', ENTITY)
    expect((await it.sync()).code).toBe(0)
    expect(it.read(ENTITY)).toBe(settled)
    it.git('merge', '--continue')
  })

  test('what a person settled before stays, and can be given back', async () => {
    await meet(
      () => it.grow(added(2, 'subtitle:string?')),
      () => it.grow(added(1, 'live:boolean=false')),
    )
    const [conflicted = ''] = it
      .git('diff', '--name-only', '--diff-filter=U', '--', 'src')
      .split('\n')
    const settled = `${it.read(conflicted).replaceAll(/^[<|=>]{7}.*\n/gm, '')}// by hand\n`
    it.write(conflicted, settled)
    it.git('add', conflicted)
    const { code, stderr } = await it.sync()
    expect(code, stderr).toBe(0)
    expect(it.read(conflicted)).toBe(settled)
    expect(stderr).toContain(
      `${conflicted}: stays as you have settled it (to have it settled here: git checkout --merge -- ${conflicted}, and sync again)`,
    )
    it.git('checkout', '--merge', '--', conflicted)
    expect((await it.sync()).code).toBe(0)
    await expectGenerated()
    expectStaged()
  })

  test('what a person changes meanwhile, where git had no question, stays', async () => {
    await meet(
      () => it.grow(added(2, 'subtitle:string?')),
      () => it.grow(resource(1, 'tag')),
    )
    const mine = ['README.md', ENTITY]
    for (const path of mine) it.edit(path, (text) => `${text}\n// by hand\n`)
    const { code, stderr } = await it.sync()
    expect(code, stderr).toBe(0)
    const expected = await it.expected()
    for (const path of mine) expect(it.read(path)).toBe(`${expected[path]}\n// by hand\n`)
  })

  test('do not go together where one drops what the other needs', async () => {
    const index = {
      at: at(2),
      run: 'migration',
      name: 'by-views',
      index: 'articles(views)',
    } as const
    await meet(
      () => it.grow(index),
      () => it.grow({ at: at(1), run: 'field', resource: 'article', drop: 'views' }),
    )
    const before = [it.status(), it.files()]
    const { code, stderr } = await it.sync()
    expect(code).toBe(1)
    expect(stderr).toContain(
      'What the branches have does not go together: The table articles has no column',
    )
    expect(stderr).toContain(`migration by-views, of ${at(2)} (on other)`)
    expect(stderr).toContain(`field article, of ${at(1)} (on main)`)
    expect([it.status(), it.files()]).toEqual(before)
  })

  test('do not go together where one has removed it', async () => {
    await meet(
      () => it.grow({ at: at(1), run: 'remove', name: 'article' }),
      () => it.grow(added(2, 'live:boolean=false')),
    )
    const { code, stderr } = await it.sync()
    expect(code).toBe(1)
    expect(stderr).toContain(`field article, of ${at(2)} (on main)`)
    expect(stderr).toContain(`remove article, of ${at(1)} (on other)`)
  })

  test('one removes it, and the other makes another', async () => {
    await meet(
      () => it.grow({ at: at(2), run: 'remove', name: 'article' }),
      () => it.grow(resource(1, 'tag', 'label:string')),
    )
    const { code, stderr } = await it.sync()
    expect(code, stderr).toBe(0)
    expect(it.has(SERVICE)).toBe(false)
    await expectGenerated()
    expectStaged()
  })

  test('one takes it back, and the other makes another', async () => {
    await meet(
      () => it.change((before) => ({ ...before, history: [] })),
      () => it.grow(resource(1, 'tag', 'label:string')),
    )
    const { code, stderr } = await it.sync()
    expect(code, stderr).toBe(0)
    expect(it.history()).toMatchObject([{ name: 'tag' }])
    await expectGenerated()
    expectStaged()
  })

  test('one has another feature, and the other another resource', async () => {
    await meet(
      () => it.change((before) => ({ ...before, features: { docker: false, 'github-ci': true } })),
      () => it.grow(resource(1, 'tag', 'label:string')),
    )
    const { code, stderr } = await it.sync()
    expect(code, stderr).toBe(0)
    await expectGenerated()
  })

  test('both made the same: both are named', async () => {
    await meet(
      () => it.grow(resource(2, 'tag', 'label:string')),
      () => it.grow(resource(1, 'tag', 'name:string')),
    )
    const { code, stderr } = await it.sync()
    expect(code).toBe(1)
    expect(stderr).toContain(`resource tag, of ${at(2)} (on other)`)
    expect(stderr).toContain(`resource tag, of ${at(1)} (on main)`)
    expect(stderr).toContain('create-alex-api undo')
  })

  test('two operations of one time are named', async () => {
    await meet(
      () => it.grow(resource(1, 'tag')),
      () => it.grow(resource(1, 'zebra')),
    )
    const { code, stderr } = await it.sync()
    expect(code).toBe(1)
    expect(stderr).toContain(`Two operations have the same time, ${at(1)}.`)
    expect(stderr).toContain(`resource zebra, of ${at(1)} (on main)`)
    expect(stderr).toContain(`resource tag, of ${at(1)} (on other)`)
  })

  test('says which migrations are late', async () => {
    await meet(
      async () => {
        await it.grow(resource(1, 'tag'))
        await it.grow(resource(4, 'zebra'))
      },
      async () => {
        await it.grow(resource(2, 'book'))
        await it.grow(resource(3, 'shelf'))
      },
    )
    const { stderr } = await it.sync()
    const name = (minute: number, table: string) => `${at(minute)}_create_${table}`
    expect(stderr).toContain(
      `${name(1, 'tags')} (of other) is late for a database that has ${name(3, 'shelves')}, ${name(2, 'books')} (of main). Roll that back in it (npm run db:rollback, 2 times`,
    )
    expect(stderr).toContain(
      `${name(2, 'books')}, ${name(3, 'shelves')} (of main) is late for a database that has ${name(4, 'zebras')} (of other)`,
    )
  })

  test('what is written by hand, and meets, is left to a person', async () => {
    it.write('notes.txt', 'one\n')
    it.edit('README.md', (text) => `${text}\nWho?\n`)
    it.commit('notes')
    await meet(
      async () => {
        await it.grow(added(2, 'subtitle:string?'))
        it.write('notes.txt', 'theirs\n')
        it.edit('README.md', (text) => text.replace('Who?', 'They.'))
      },
      async () => {
        await it.grow(added(1, 'live:boolean=false'))
        it.write('notes.txt', 'ours\n')
        it.edit('README.md', (text) => text.replace('Who?', 'We.'))
      },
    )
    const conflicted = it.read('notes.txt')
    const { code, stderr, stdout } = await it.sync({ json: true })
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /Git still waits for these\..*\n\n {2}README\.md:\d+\n {2}notes\.txt:1\n/,
    )
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, issues: [] })
    expect(it.read('notes.txt')).toBe(conflicted)
    expect(it.status().filter((line) => !/^[AM] {2}/.test(line))).toEqual([
      'UU README.md',
      'UU notes.txt',
    ])
    expect(it.tries('merge', '--continue')).toBe(false)
    it.write('notes.txt', 'both\n')
    const then = await it.sync()
    expect(then).toMatchObject({ code: 1, stderr: expect.stringContaining('  notes.txt\n') })
    it.git('add', 'notes.txt')
    it.edit('README.md', (text) => text.replace(/<{7}[\s\S]*>{7} other\n/, 'Both.\n'))
    it.git('add', 'README.md')
    expect((await it.sync()).stderr).toContain('nothing to change')
    it.git('merge', '--continue')
  })

  test('documents and lock files that no text can merge are written anew', async () => {
    it = await makeRepository({ features: { 'pinned-node': true } })
    const [document, lock] = ['docs/openapi.json', 'package-lock.json']
    const openapi = (...paths: string[]) =>
      `${JSON.stringify({ paths: Object.fromEntries(paths.map((path) => [path, {}])) }, null, 2)}\n`
    it.write(document, openapi('/b'))
    it.write(lock, '{ "a": 1 }\n')
    it.commit('documents')
    await meet(
      async () => {
        await it.grow(resource(2, 'tag'))
        it.write(document, openapi('/b', '/c'))
        it.write(lock, '{ "a": 2 }\n')
      },
      async () => {
        await it.grow(resource(1, 'zebra'))
        it.write(document, openapi('/b', '/d'))
        it.write(lock, '{ "a": 3 }\n')
      },
    )
    const { code, stderr } = await it.sync()
    expect(code).toBe(1)
    expect(stderr).toContain(
      'package-lock.json: both branches changed it, and npm install settles it',
    )
    expect(JSON.parse(it.read(document)).paths).toEqual({ '/b': {}, '/c': {}, '/d': {} })
    expect(it.status()).toContain('UU package-lock.json')
    mkdirSync(join(it.root, 'node_modules'))
    it.git('checkout', '--merge', '--', document)
    const { stdout } = await it.sync({ 'dry-run': true, json: true })
    const { ok, steps } = JSON.parse(stdout)
    expect(ok).toBe(true)
    expect(steps.map(({ command }: { command: string }) => command)).toEqual([
      expect.stringMatching(/git --literal-pathspecs add --all -- docs\/openapi\.json$/),
      expect.stringMatching(
        /npm install .*&& git --literal-pathspecs add --all -- package-lock\.json$/,
      ),
      expect.stringMatching(
        /npm run openapi && git --literal-pathspecs add --all -- docs\/openapi\.json$/,
      ),
    ])
  })
})

describe('a merge that was committed', () => {
  test('with the history out of order is put in order', async () => {
    it = await makeRepository()
    await it.branch('tags', () => it.grow(resource(1, 'tag')))
    await it.grow(resource(2, 'article'))
    it.commit('articles')
    it.tries('merge', 'tags')
    for (const path of it.git('diff', '--name-only', '--diff-filter=U').trim().split('\n')) {
      it.edit(path, (text) => text.replaceAll(/^[<>]{7}.*\n/gm, '').replaceAll(/^={7}\n/gm, ''))
    }
    const [ours, theirs] = ['HEAD', 'MERGE_HEAD'].map((head) =>
      JSON.parse(it.git('show', `${head}:alex.json`)),
    )
    it.write(
      'alex.json',
      JSON.stringify({ ...ours, history: [...ours.history, ...theirs.history] }),
    )
    expect(it.history()).toHaveLength(2)
    it.commit('merged by hand')
    it.write('src/later.ts', 'export const later = 1\n')
    it.commit('later')
    const registry = it.read('src/resources/index.ts')
    const { code, stderr } = await it.sync()
    expect(code, stderr).toBe(0)
    expect(it.history()).toMatchObject([{ name: 'tag' }, { name: 'article' }])
    expect(stderr).toContain('\nThen: git commit\n')
    // What was settled by hand is for the person.
    expect(it.read('src/resources/index.ts')).toBe(registry)
    expect((await it.sync()).stderr).toContain('nothing to change')
  })

  test('of which git knows nothing: the history alone is put in order', async () => {
    it = await makeRepository()
    await it.grow(resource(1, 'article'))
    await it.grow(resource(2, 'tag'))
    it.commit('both')
    const text = it.read('alex.json')
    const { history, ...rest } = JSON.parse(text)
    it.write('alex.json', JSON.stringify({ ...rest, history: history.reverse() }))
    const { code, stderr } = await it.sync()
    expect(code, stderr).toBe(0)
    expect(it.read('alex.json')).toBe(text)
    expect(stderr).toContain('Of which branches it came is not known')
  })
})

describe('what cannot be asked', () => {
  test('a folder that is in no work tree, and one that is no project', async () => {
    it = await makeRepository()
    const { code, stderr } = await createAlexApi(['sync'], {
      cwd: it.root,
      env: { PATH: pathWith({}) },
    })
    expect({ code, stderr }).toMatchObject({ code: 1 })
    expect(stderr).toContain('The program git was not found')
    const other = await createAlexApi(['sync'], { cwd: emptyFolder() })
    expect(other.code).toBe(1)
    expect(other.stderr).toContain('there is no alex.json')
  })

  test('bad usage, and help', async () => {
    const cwd = emptyFolder()
    const bad = await createAlexApi(['sync', '--unknown'], { cwd })
    expect(bad.code).toBe(2)
    const { code, stdout } = await createAlexApi(['sync', '--help'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('create-alex-api sync --dry-run')
  })
})
