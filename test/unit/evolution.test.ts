import { beforeAll, describe, expect, test } from 'vitest'
import { type FieldAnswers, fieldNotices, fieldOperation } from '../../generators/field/plan.ts'
import { migrationOperation } from '../../generators/migration/plan.ts'
import { partOperation } from '../../generators/part/plan.ts'
import { resourceOperation } from '../../generators/resource/plan.ts'
import { versionOperation } from '../../generators/version/plan.ts'
import type { UserError } from '../../src/errors.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { foldModel } from '../../src/model/model.ts'
import { packageVersion } from '../../src/package.ts'
import { render, renderChange } from '../../src/render/render.ts'
import { loadTemplatesFromSource, type Templates } from '../../src/render/templates.ts'

const now = new Date('2026-11-25T09:30:00Z')

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplatesFromSource('templates')
})

const history: readonly Operation[] = [
  { at: '20261122T093000Z', run: 'resource', name: 'user', fields: 'name:string' },
  { at: '20261122T093001Z', run: 'resource', name: 'topic', fields: 'label:string' },
]

function project(fields: string, more: Partial<Operation> = {}): Manifest {
  const article = { at: '20261122T093002Z', run: 'resource', name: 'article', fields, ...more }
  return {
    version: packageVersion(),
    name: 'my-api',
    features: {},
    packageManager: 'npm',
    history: [...history, article as Operation],
  }
}

const add = (manifest: Manifest, operation: Operation | undefined): Manifest => {
  if (operation === undefined) throw new Error('nothing to do')
  return { ...manifest, history: [...manifest.history, operation] }
}

type Changes = Omit<FieldAnswers, 'name'>

function change(manifest: Manifest, changes: Changes): Manifest {
  return add(manifest, fieldOperation(manifest, { name: 'Article', ...changes }, now))
}

function filesOf(manifest: Manifest): Map<string, string> {
  const tree = render(foldModel(manifest), templates)
  return new Map([...tree].map(([path, { content }]) => [path, String(content)]))
}

/** All but what tells the way. */
function codeOf(manifest: Manifest): Map<string, string> {
  const isCode = (path: string) => !path.startsWith('migrations/') && path !== 'alex.json'
  return new Map([...filesOf(manifest)].filter(([path]) => isCode(path)))
}

/** What the last migration does: in its transaction, and after it. */
function statements(manifest: Manifest) {
  const functions = foldModel(manifest).evolutions.at(-1)?.functions ?? []
  const of = (wanted: string) => functions.find(({ name }) => name === wanted)
  const atOnce = (wanted: string) => (of(wanted)?.atOnce ?? []).map(({ sql }) => sql)
  const after = (wanted: string) => {
    const { required = [], validated = [], built = [], replaced = [] } = of(wanted) ?? {}
    return [
      ...required.map(({ column, fill }) => `require ${[column, ...fill].join(' = ')}`),
      ...validated.map(({ table, constraint }) => `validate ${table} ${constraint}`),
      ...built.map(({ build, name, table, on }) => `${build} ${name} on ${table} ${on}`),
      ...replaced.map((name) => `drop ${name}`),
    ]
  }
  return {
    up: atOnce('up'),
    afterUp: after('afterUp'),
    down: atOnce('down'),
    afterDown: after('afterDown'),
  }
}

function refusal(work: () => unknown): UserError {
  try {
    work()
  } catch (error) {
    return error as UserError
  }
  throw new Error('it was not refused')
}

const plain = 'title:string(200) body:text'

describe('the fold', () => {
  test.each([
    'views:integer=0',
    'slug:string(80)?:unique',
    'status:enum(a,b):index=a',
    'author:ref(user)?',
    'author:ref(user)?:unique',
    'topics:many(topic)',
    'parent:ref(article)?',
    'tags:string[]',
    'secret:string?:writeonly',
    'meta:json={}',
  ])('with %s at first is without it, and then added', (field) => {
    const whole = project(`${plain} ${field}`)
    const grown = change(project(plain), { add: field })
    expect(codeOf(grown)).toEqual(codeOf(whole))
    expect(codeOf(change(grown, { drop: field.split(':')[0] ?? '', allowDataLoss: true }))).toEqual(
      codeOf(project(plain)),
    )
  })

  test('with rules for its fields is without them, and then has them, and no migration tells', () => {
    const known = { access: 'authenticated' }
    const ruled = 'title:string(200):read(hr) body:text?:read(hr):write(boss)'
    const bare = project('title:string(200) body:text?', known)
    const there = change(bare, { alter: ruled })
    const back = change(there, { alter: 'title:string(200) body:text?' })
    expect(codeOf(there)).toEqual(codeOf(project(ruled, known)))
    expect(codeOf(back)).toEqual(codeOf(bare))
    for (const manifest of [there, back]) {
      expect(foldModel(manifest).evolutions).toEqual([])
      const operation = manifest.history.at(-1) as Operation
      expect(fieldNotices(bare, operation)).toEqual([])
    }
  })

  test('refuses rules for fields that would be for nobody, or for everyone', () => {
    const open = project('title:string(200) body:text?')
    const said = refusal(() => change(open, { alter: 'body:text?:read(hr)' }))
    expect(said.message).toBe(
      'The articles are for everyone, so nobody is asked who calls, and body cannot be for some.',
    )
    expect(said.where).toContain('body:text?:read(hr)\n')
    expect(said.help).toContain('--access authenticated')
    const editors = project('title:string(200) body:text?', { access: 'role(editor)' })
    const idle = refusal(() => change(editors, { add: 'n:integer:write(editor)=0' }))
    expect(idle.message).toContain('has the role editor, so write(editor) of n says nothing')
    expect(
      refusal(() => change(editors, { alter: 'title:string(200):write(hr)' })).message,
    ).toMatch('could make none')
  })

  test('leaves every migration that was there as it was, byte for byte', () => {
    const before = project(`${plain} author:ref(user) topics:many(topic)`)
    const all = { rename: 'body:content author:writer', drop: 'topics', alter: 'title:text' }
    const after = change(before, { ...all, add: 'views:integer=0', allowDataLoss: true })
    const files = filesOf(after)
    for (const [path, text] of filesOf(before)) {
      if (path.startsWith('migrations/')) expect(files.get(path)).toBe(text)
    }
    const fresh = [...files.keys()].filter((path) => /change_/.test(path))
    expect(fresh).toEqual(['migrations/20261125T093000Z_change_articles.ts'])
  })

  test('renaming there and back is the identity', () => {
    const before = project('title:string body:text? author:ref(user) topics:many(topic)')
    const there = change(before, { rename: 'body:content author:writer topics:themes' })
    const back = change(there, { rename: 'content:body writer:author themes:topics' })
    expect(codeOf(back)).toEqual(codeOf(before))
  })

  test('drops, renames, alters and adds in that order, whatever was said first', () => {
    const after = change(project('title:string body:text views:integer'), {
      add: 'rank:integer?',
      alter: 'content:text?',
      rename: 'body:content',
      drop: 'views',
      allowDataLoss: true,
    })
    const names = foldModel(after).resources.find(({ spelled }) => spelled === 'article')?.declared
    expect(names?.map(({ name, nullable }) => [name, nullable])).toEqual([
      ['title', false],
      ['content', true],
      ['rank', true],
    ])
  })

  test('keeps the paths that are served', () => {
    const two = project(`${plain} author:ref(user) editor:ref(user)`)
    const one = change(two, { drop: 'author', allowDataLoss: true })
    const paths = (manifest: Manifest) =>
      foldModel(manifest).resources[0]?.references.map(({ list }) => list.path)
    expect(paths(two)).toEqual(['/users/:id/articles', '/users/:id/articles-by-editor'])
    expect(paths(one)).toEqual(['/users/:id/articles-by-editor'])
  })

  test('is what later operations see', () => {
    const after = change(project(plain), { add: 'views:integer=0', rename: 'body:content' })
    const index = { name: 'by-views', index: 'articles(views,content)' }
    expect(foldModel(add(after, migrationOperation(after, index, now))).migrations).toMatchObject([
      { columns: '"views", "content"' },
    ])
    expect(() => migrationOperation(after, { name: 'x', index: 'articles(body)' }, now)).toThrow(
      /no column/,
    )
    const fields = 'title:string(200) content:text views:integer=0'
    expect(resourceOperation(after, { name: 'article', fields }, now)).toBeUndefined()
  })

  test('changes a slice without a table, and brings no migration', () => {
    const service = project(plain, { run: 'service' })
    const after = change(service, { add: 'views:integer', drop: 'body' })
    expect(foldModel(after).evolutions).toEqual([])
    const stored = add(after, partOperation(after, 'repository', { name: 'article' }, now))
    expect(stored.history.at(-1)).toMatchObject({ fields: 'title:string(200) views:integer' })
    expect([...filesOf(stored).keys()].filter((path) => /articles\.ts$/.test(path))).toHaveLength(1)
  })

  test('brings no migration where no column changes', () => {
    const after = change(project(`${plain} views:integer=0`), { alter: 'views:integer:readonly=0' })
    expect(foldModel(after).evolutions).toEqual([])
    expect(codeOf(after)).toEqual(codeOf(project(`${plain} views:integer:readonly=0`)))
  })

  test('of a change is that of the whole project, wherever the two differ', () => {
    const before = project(`${plain} author:ref(user) topics:many(topic)`)
    const words = { rename: 'author:writer topics:themes', add: 'slug:string?:unique' }
    const after = change(before, words)
    const { target } = renderChange(foldModel(before), foldModel(after), templates)
    const [was, is] = [filesOf(before), filesOf(after)]
    for (const [path, text] of is) {
      if (was.get(path) !== text) expect(String(target.get(path)?.content), path).toBe(text)
    }
    for (const path of was.keys()) if (!is.has(path)) expect(target.has(path), path).toBe(false)
  })

  test('is kept in the manifest, key by key', () => {
    const after = change(project(plain), {
      add: ' views:integer = 0'.replace(' =', '=').replace('= ', '='),
    })
    const read = parseManifest(serializeManifest(after), { version: packageVersion() })
    expect(read.history).toEqual(after.history)
    expect(after.history.at(-1)).toEqual({
      at: '20261125T093000Z',
      run: 'field',
      resource: 'article',
      add: 'views:integer=0',
    })
    const empty = serializeManifest(after).replace(/,\s*"add": .*/, '')
    expect(() => parseManifest(empty, { version: packageVersion() })).toThrow(/changes nothing/)
  })

  test('the same again is nothing', () => {
    const before = project(`${plain} views:integer`)
    const same = (changes: Changes) => {
      const after = change(before, changes)
      return fieldOperation(after, { name: 'article', ...changes }, now)
    }
    expect(same({ add: 'rank:integer?' })).toBeUndefined()
    expect(same({ alter: 'title:string(300)' })).toBeUndefined()
    expect(same({ rename: 'body:content' })).toBeUndefined()
    expect(same({ drop: 'views', allowDataLoss: true })).toBeUndefined()
  })
})

describe('the migration', () => {
  test('adds a column with what hangs on it', () => {
    const done = statements(
      change(project(plain), { add: 'slug:string(80)?:unique:min(3) author:ref(user)?:setnull' }),
    )
    expect(done).toEqual({
      up: [
        'alter table "articles" add column "slug" varchar(80)',
        'alter table "articles" add constraint "articles_slug_check" check (char_length("slug") >= 3) not valid',
        'alter table "articles" add column "author_id" uuid',
        'alter table "articles" add constraint "articles_author_id_fkey" foreign key ("author_id") references "users" on delete set null not valid',
      ],
      afterUp: [
        'validate articles articles_slug_check',
        'validate articles articles_author_id_fkey',
        'buildUniqueIndex articles_slug_unique on articles ("slug")',
        'buildIndex articles_by_author on articles ("author_id", "created_at" desc, "id" desc)',
      ],
      down: [
        'alter table "articles" drop column "author_id"',
        'alter table "articles" drop column "slug"',
      ],
      afterDown: [],
    })
  })

  test('is no more than a transaction where nothing takes long', () => {
    const changes = { rename: 'body:content', add: 'views:integer=0', alter: 'title:text' }
    const { functions = [], imports } =
      foldModel(change(project(plain), changes)).evolutions[0] ?? {}
    expect(functions.map(({ name }) => name)).toEqual(['up', 'down'])
    expect(imports).toEqual([])
  })

  test('gives the rows that are there an empty list', () => {
    expect(statements(change(project(plain), { add: 'tags:string[]' })).up.slice(0, 2)).toEqual([
      `alter table "articles" add column "tags" varchar(255)[] not null default '{}'`,
      'alter table "articles" alter column "tags" drop default',
    ])
  })

  test('puts an owner and removed rows into its indexes', () => {
    const owned = project(plain, { access: 'owner', softDelete: true } as Partial<Operation>)
    const { up, afterUp } = statements(
      change(owned, { add: 'slug:string?:unique rank:integer?:index' }),
    )
    expect(up).toEqual([
      'alter table "articles" add column "slug" varchar(255)',
      'alter table "articles" add column "rank" integer',
    ])
    expect(afterUp).toEqual([
      'buildUniqueIndex articles_slug_unique on articles ("owner_id", "slug") where "deleted_at" is null',
      'buildIndex articles_rank_index on articles ("owner_id", "rank", "id")',
    ])
  })

  test('renames all that is named after a field', () => {
    const before = project('title:string:unique:min(2) topics:many(topic) author:ref(user)')
    const { up, down } = statements(
      change(before, { rename: 'title:headline topics:themes author:writer' }),
    )
    expect(up).toEqual([
      'alter table "articles" rename column "title" to "headline"',
      'alter table "articles" rename constraint "articles_title_check" to "articles_headline_check"',
      'alter index if exists "articles_title_unique" rename to "articles_headline_unique"',
      'alter table "article_topics" rename to "article_themes"',
      'alter table "article_themes" rename constraint "article_topics_pkey" to "article_themes_pkey"',
      'alter table "article_themes" rename constraint "article_topics_article_id_fkey" to "article_themes_article_id_fkey"',
      'alter table "article_themes" rename constraint "article_topics_topic_id_fkey" to "article_themes_topic_id_fkey"',
      'alter index "article_topics_by_topic" rename to "article_themes_by_topic"',
      'alter table "articles" rename column "author_id" to "writer_id"',
      'alter table "articles" rename constraint "articles_author_id_fkey" to "articles_writer_id_fkey"',
      'alter index if exists "articles_by_author" rename to "articles_by_writer"',
    ])
    expect(down).toHaveLength(up.length)
    expect(down[0]).toBe('alter table "articles" rename column "writer_id" to "author_id"')
  })

  test('drops a column, and on the way back makes it again without what was in it', () => {
    const before = project(`${plain} views:integer:min(0) rank:integer=1`)
    const { up, down, afterDown } = statements(
      change(before, { drop: 'views rank', allowDataLoss: true }),
    )
    expect(up).toEqual([
      'alter table "articles" drop column "views"',
      'alter table "articles" drop column "rank"',
    ])
    expect(down).toEqual([
      'alter table "articles" add column "rank" integer not null default 1',
      'alter table "articles" add column "views" integer',
      'alter table "articles" add constraint "articles_views_check" check ("views" >= 0) not valid',
    ])
    expect(afterDown).toEqual(['validate articles articles_views_check'])
  })

  test.each<[before: string, alter: string, up: string[], loss?: RegExp]>([
    ['it:string(20)', 'it:string(30)', ['type varchar(30)']],
    ['it:string(20)', 'it:text', ['type text']],
    [
      'it:string(20)',
      'it:string(10)',
      ['type varchar(10) using "it"::varchar(10)'],
      /10 characters/,
    ],
    ['it:integer', 'it:bigint', ['type bigint using "it"::bigint']],
    ['it:bigint', 'it:integer', ['type integer using "it"::integer']],
    [
      'it:decimal(10,2)',
      'it:decimal(10,1)',
      ['type numeric(10, 1) using "it"::numeric(10, 1)'],
      /rounded/,
    ],
    ['it:date', 'it:timestamp', [`type timestamptz(3) using "it"::timestamp at time zone 'utc'`]],
    [
      'it:timestamp',
      'it:date',
      [`type date using ("it" at time zone 'utc')::date`],
      /time of the day/,
    ],
    ['it:integer?', 'it:integer', []],
    [
      'it:integer',
      'it:integer?',
      ['drop not null,\n      drop constraint if exists "articles_it_required"'],
    ],
    [
      'it:integer=1',
      'it:bigint=2',
      ['drop default', 'type bigint using "it"::bigint', 'set default 2'],
    ],
    ['it:integer=1', 'it:integer', ['drop default']],
  ])('makes %s to %s', (before, alter, up, loss) => {
    const manifest = project(`${plain} ${before}`)
    if (loss) expect(refusal(() => change(manifest, { alter })).where).toMatch(loss)
    expect(statements(change(manifest, { alter, allowDataLoss: true })).up).toEqual(
      up.map((sql) => `alter table "articles" alter column "it" ${sql}`),
    )
  })

  test('fills what becomes required, where there is a default', () => {
    const manifest = project(`${plain} rank:integer?`)
    expect(statements(change(manifest, { alter: 'rank:integer=3' }))).toEqual({
      up: ['alter table "articles" alter column "rank" set default 3'],
      afterUp: ['require rank = 3'],
      down: [
        'alter table "articles" alter column "rank" drop default',
        'alter table "articles" alter column "rank" drop not null,\n      drop constraint if exists "articles_rank_required"',
      ],
      afterDown: [],
    })
    expect(statements(change(manifest, { alter: 'rank:integer' })).afterUp).toEqual([
      'require rank',
    ])
  })

  test('builds an index before the one that it takes the place of goes', () => {
    const manifest = project(`${plain} slug:string(80):index`)
    expect(statements(change(manifest, { alter: 'slug:string(80):unique' }))).toEqual({
      up: [],
      afterUp: [
        'buildUniqueIndex articles_slug_unique on articles ("slug")',
        'drop articles_slug_index',
      ],
      down: [],
      afterDown: [
        'buildIndex articles_slug_index on articles ("slug", "id")',
        'drop articles_slug_unique',
      ],
    })
    expect(statements(change(manifest, { alter: 'slug:string(80)' })).up).toEqual([
      'drop index if exists "articles_slug_index"',
    ])
  })

  test('calls on the way back what it makes by the names that are there in the end', () => {
    const manifest = project(`${plain} rank:integer:index:min(1)`)
    const { up, afterUp, down, afterDown } = statements(
      change(manifest, { rename: 'rank:place', alter: 'place:integer?' }),
    )
    expect(afterUp).toEqual([])
    expect(up.filter((sql) => /index|constraint/.test(sql))).toEqual([
      'alter table "articles" rename constraint "articles_rank_check" to "articles_place_check"',
      'alter index if exists "articles_rank_index" rename to "articles_place_index"',
      'drop index if exists "articles_place_index"',
      'alter table "articles" drop constraint "articles_place_check"',
      'alter table "articles" alter column "place" drop not null,\n      drop constraint if exists "articles_place_required"',
    ])
    expect(down.slice(0, 3)).toEqual([
      'alter table "articles" add constraint "articles_place_check" check ("place" >= 1) not valid',
      'alter table "articles" rename column "place" to "rank"',
      'alter table "articles" rename constraint "articles_place_check" to "articles_rank_check"',
    ])
    expect(afterDown).toEqual([
      'require rank',
      'validate articles articles_rank_check',
      'buildIndex articles_rank_index on articles ("rank", "id")',
    ])
  })

  test('says before what can stop it, and what is lost', () => {
    const said = (before: string, changes: Changes) => {
      const manifest = project(`${plain} ${before}`)
      const operation = change(manifest, { ...changes, allowDataLoss: true }).history.at(-1)
      return fieldNotices(manifest, operation as Operation).map(({ message }) => message)
    }
    expect(said('it:integer?', { alter: 'it:integer:min(3)' })).toEqual([
      expect.stringMatching(/half-way.* no it, or where a row breaks/),
      expect.stringMatching(/after its transaction/),
    ])
    expect(said('it:string', { alter: 'it:string:unique', rename: 'body:content' })).toEqual([
      expect.stringMatching(/runs now/),
      expect.stringMatching(/half-way.* the same it: correct .* first, or the version/),
      expect.stringMatching(/after its transaction/),
    ])
    expect(said('it:bigint', { alter: 'it:integer' })).toEqual([
      expect.stringMatching(/Nobody can use articles .* for it:/),
      expect.stringMatching(/changes nothing, where a number is too large/),
    ])
    expect(said('it:integer', { drop: 'it' })).toEqual([
      'Is lost: it: what is in it is gone.',
      expect.stringMatching(/runs now/),
    ])
    expect(said('it:integer', { alter: 'it:integer?' })).toEqual([])
  })
})

describe('refused, before anything is written', () => {
  const fields = 'title:string(200) body:text views:integer author:ref(user)'
  test.each<[changes: Changes, message: RegExp, help?: RegExp | undefined, at?: number]>([
    [{}, /Nothing is to be done/],
    [{ drop: 'vews' }, /no field vews/, /Did you mean views/, 0],
    [{ drop: 'views views' }, /twice/, undefined, 6],
    [{ drop: 'createdAt' }, /set by the server/],
    [{ drop: 'authorId' }, /no field authorId/, /mean author\?/],
    [{ drop: 'title body views author' }, /no field left/],
    [{ rename: 'body' }, /not two names/],
    [{ rename: 'body:body' }, /called body already/, undefined, 5],
    [{ rename: 'body:title' }, /is a field title already/, undefined, 5],
    [{ rename: 'body:authorId' }, /field author already/],
    [{ rename: 'body:a views:a' }, /field a already/, undefined, 13],
    [{ rename: 'body:id' }, /cannot be named/],
    [{ rename: 'views:hits', drop: 'views' }, /dropped already/],
    [{ add: 'title:text' }, /field title already/, /--alter/, 0],
    [{ add: 'views:text?', drop: 'views' }, /field views already/, /one run/],
    [{ add: 'rank:integer' }, /would have no rank/, /=value/, 0],
    [{ add: 'codes:string[]:min(1)' }, /would have no codes/],
    [{ add: 'slug:string:unique' }, /would have no slug/, /--alter/],
    [{ add: 'rank:intger?' }, /no such type/, undefined, 5],
    [{ add: 'rank:integer? other:ref(usr)?' }, /no resource usr/, undefined, 24],
    [{ alter: 'rank:integer' }, /no field rank/],
    [{ alter: 'body:text?', rename: 'body:content' }, /called content by then/],
    [{ alter: 'body:json' }, /cannot become json/, /--drop body/, 5],
    [{ alter: 'title:string[]' }, /cannot become string\[\]/],
    [{ alter: 'author:ref(topic)' }, /cannot become ref\(topic\)/],
    [{ drop: 'views' }, /would lose/, /--allow-data-loss/],
  ])('%o', (changes, message, help, at) => {
    const error = refusal(() => change(project(fields), changes))
    expect(error.message).toMatch(message)
    expect(error.name).toBe('UserError')
    if (help) expect(error.help).toMatch(help)
    if (at !== undefined) expect(error.where?.split('\n')[1]?.indexOf('^')).toBe(at)
  })

  test('a resource that is not there, with what was meant', () => {
    const error = refusal(() =>
      fieldOperation(project(plain), { name: 'artcle', add: 'x:text?' }, now),
    )
    expect(error.message).toBe('There is no resource artcle.')
    expect(error.help).toBe('Did you mean article?')
  })

  test('what an index or a rule of a migration needs', () => {
    const manifest = project(fields)
    const index = { name: 'by-views', index: 'articles(views)' }
    const rule = { name: 'some', constraint: 'articles: check (author_id is not null)' }
    const with2 = add(manifest, migrationOperation(manifest, index, now))
    const both = add(with2, migrationOperation(with2, rule, now))
    expect(() => change(both, { drop: 'views', allowDataLoss: true })).toThrow(
      /by_views needs views/,
    )
    expect(() => change(both, { drop: 'author', allowDataLoss: true })).toThrow(/some needs author/)
    expect(change(both, { rename: 'views:hits' })).toBeDefined()
    const taken = { name: 'articles-rank-index', index: 'articles(views)' }
    const named = add(manifest, migrationOperation(manifest, taken, now))
    expect(() => change(named, { add: 'rank:integer?:index' })).toThrow(/already/)
  })

  test('what would break a version that is still served', () => {
    const manifest = project(fields)
    const two = add(
      manifest,
      versionOperation(manifest, { name: 'article', sunset: '2027-06-30' }, now),
    )
    expect(() => change(two, { drop: 'views', allowDataLoss: true })).toThrow(/until 2027-06-30/)
    expect(() => change(two, { rename: 'views:hits' })).toThrow(/until 2027-06-30/)
    expect(change(two, { add: 'rank:integer?' })).toBeDefined()
    const later = new Date('2027-07-01T00:00:00Z')
    expect(fieldOperation(two, { name: 'article', rename: 'views:hits' }, later)).toBeDefined()
  })

  test('an index whose name a table has', () => {
    const run = 'resource' as const
    const plural = 'articles-rank-index'
    const at = '20261122T093003Z'
    const other = { at, run, name: 'articles-rank', plural, fields: 'a:text' }
    const manifest = add(project(fields), other)
    expect(() => change(manifest, { add: 'rank:integer:index' })).toThrow(
      'There is a table articles_rank_index of articles rank index already',
    )
  })

  test('a path that is served already', () => {
    const manifest = project(fields)
    const many = { name: 'user', add: 'articles:many(article)' }
    expect(() => fieldOperation(manifest, many, now)).toThrow(/served already/)
  })
})
