import { beforeAll, describe, expect, test } from 'vitest'
import { fieldOperation } from '../../generators/field/plan.ts'
import { optionsCommand } from '../../generators/options/command.ts'
import {
  type OptionsAnswers,
  optionsNotices,
  optionsOperation,
} from '../../generators/options/plan.ts'
import { askLoss, askOptions } from '../../generators/options/prompts.ts'
import { plopArguments } from '../../generators/plop-arguments.ts'
import type { Answer, Question } from '../../generators/prompts.ts'
import { removeOperation } from '../../generators/remove/plan.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation, OptionsOperation } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import { foldModel } from '../../src/model/model.ts'
import { neededBy } from '../../src/model/undo.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource, type Templates } from '../../src/render/templates.ts'
import { manifestWith } from './support/manifests.ts'

// A resource whose options change is the one that was made with them: code, documents and tests. What
// its migration says stands here; what it does is tried on both databases in test/e2e.

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplatesFromSource('templates')
})

type Bare<T> = T extends unknown ? Omit<T, 'at'> : never

const started = new Date('2026-11-22T09:30:00Z')
const SOMEONE = '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'

function grown(manifest: Manifest, ...operations: readonly Bare<Operation>[]): Manifest {
  const history = [...manifest.history]
  for (const operation of operations) {
    history.push({ ...operation, at: nextStamp(history, started) } as Operation)
  }
  return { ...manifest, history }
}

const made = (...operations: readonly Bare<Operation>[]) => grown(manifestWith({}), ...operations)

type Options = Partial<Omit<OptionsOperation, 'at' | 'run' | 'resource'>>

/** With an owner for what is there, where it gets one. */
const options = (resource: string, changes: Options): Bare<Operation> => ({
  run: 'options',
  resource,
  ...changes,
  ...(changes.access === 'owner' && { owner: SOMEONE }),
})

/** All but what tells the way. */
function codeOf(manifest: Manifest): Map<string, string> {
  const tree = render(foldModel(manifest), templates)
  const isCode = (path: string) => !path.startsWith('migrations/') && path !== 'alex.json'
  return new Map(
    [...tree].flatMap(([path, { content }]) => (isCode(path) ? [[path, String(content)]] : [])),
  )
}

function statementsOf(manifest: Manifest) {
  const last = foldModel(manifest).evolutions.at(-1)
  const of = (name: string) =>
    last?.functions.find((one) => one.name === name)?.atOnce.map(({ sql }) => sql) ?? []
  return { up: of('up'), down: of('down'), name: last?.migration }
}

function refusal(work: () => unknown): UserError {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was not refused')
}

const resource = (name: string, fields: string, more: Options = {}): Bare<Operation> => ({
  run: 'resource',
  name,
  fields,
  ...more,
})

/** Resources in an order in which each can be changed after the one before it. */
interface Case {
  readonly resources: readonly (readonly [name: string, fields: string])[]
  /** In the order in which they get the options, and in that in which they lose them. */
  readonly there?: readonly string[]
  readonly back?: readonly string[]
}

const cases: Readonly<Record<string, Case>> = {
  'one alone': { resources: [['note', 'title:string(20):index slug:string:unique body:text?']] },
  'one that refers to itself': {
    resources: [['note', 'title:text parent:ref(note)? twin:ref(note)?:unique']],
  },
  'one with several of itself': { resources: [['note', 'title:text related:many(note)']] },
  'one that refers to another': {
    resources: [
      ['folder', 'name:string'],
      ['note', 'title:text folder:ref(folder) cover:ref(folder)?:unique shelves:many(folder)'],
    ],
    there: ['note', 'folder'],
    back: ['folder', 'note'],
  },
  'three in a row': {
    resources: [
      ['shelf', 'name:string:unique'],
      ['folder', 'name:string shelf:ref(shelf)?'],
      ['note', 'title:text folder:ref(folder) shelves:many(shelf)'],
    ],
    there: ['note', 'folder', 'shelf'],
    back: ['shelf', 'folder', 'note'],
  },
}

const changes: Readonly<Record<string, readonly [there: Options, back: Options]>> = {
  'an owner': [{ access: 'owner' }, { access: 'public' }],
  'a role': [{ access: 'role(editor)' }, { access: 'public' }],
  'removed rows that stay': [{ softDelete: true }, { softDelete: false }],
  'an owner, and removed rows that stay': [
    { access: 'owner', softDelete: true },
    { access: 'public', softDelete: false },
  ],
}

describe.each(Object.entries(cases))('%s', (_, { resources, there, back }) => {
  const names = resources.map(([name]) => name)
  const plain = made(...resources.map(([name, fields]) => resource(name, fields)))

  test.each(Object.entries(changes))(
    'with %s is one that was made so, and back',
    (_, [to, from]) => {
      const whole = made(...resources.map(([name, fields]) => resource(name, fields, to)))
      const changed = grown(plain, ...(there ?? names).map((name) => options(name, to)))
      expect(codeOf(changed)).toEqual(codeOf(whole))
      const again = grown(changed, ...(back ?? names).map((name) => options(name, from)))
      expect(codeOf(again)).toEqual(codeOf(plain))
      const backFirst = grown(whole, ...(back ?? names).map((name) => options(name, from)))
      expect(codeOf(backFirst)).toEqual(codeOf(plain))
    },
  )

  test('of which one alone is another is as if that one had been made so', () => {
    const [name = ''] = there ?? names
    const to = { access: 'owner', softDelete: true }
    const whole = made(
      ...resources.map(([one, fields]) => resource(one, fields, one === name ? to : {})),
    )
    expect(codeOf(grown(plain, options(name, to)))).toEqual(codeOf(whole))
  })
})

test('what is made afterwards is as if it had been so from the beginning', () => {
  const folder = resource('folder', 'name:string')
  const note = resource('note', 'title:text folder:ref(folder)', { access: 'owner' })
  const changed = made(folder, options('folder', { access: 'owner', softDelete: true }), note)
  const whole = made(resource('folder', 'name:string', { access: 'owner', softDelete: true }), note)
  expect(codeOf(changed)).toEqual(codeOf(whole))
  const table = (manifest: Manifest) =>
    [...render(foldModel(manifest), templates)]
      .filter(([path]) => path.endsWith('create_notes.ts'))
      .map(([, { content }]) => content)
  expect(table(changed)).toEqual(table(whole))
})

const folder = resource('folder', 'name:string:unique')
const note = resource('note', 'title:text folder:ref(folder) shelves:many(folder)')
const owned = { access: 'owner' }

describe('the migration', () => {
  test('gives what is there to whoever was named, and takes the owner away again', () => {
    const { up, down, name } = statementsOf(made(folder, options('folder', owned)))
    expect(name).toBe('change_access_of_folders')
    expect(up).toEqual([
      'drop index "folders_name_unique"',
      'drop index "folders_newest_first"',
      `alter table "folders" add column "owner_id" uuid not null default \${sql.lit('${SOMEONE}')}`,
      'alter table "folders" alter column "owner_id" drop default',
      'alter table "folders" add constraint "folders_id_owner_key" unique ("id", "owner_id")',
      'create index "folders_newest_first" on "folders" ("owner_id", "created_at" desc, "id" desc)',
      'create unique index "folders_name_unique" on "folders" ("owner_id", "name")',
    ])
    expect(down).toContain('alter table "folders" drop column "owner_id"')
    expect(down.at(-1)).toBe('create unique index "folders_name_unique" on "folders" ("name")')
  })

  test('has the foreign keys of both, and of the links between them', () => {
    const { up } = statementsOf(
      made(folder, note, options('note', owned), options('folder', owned)),
    )
    expect(up.join('\n')).toContain(
      'add constraint "notes_folder_id_fkey" foreign key ("folder_id", "owner_id") references "folders" ("id", "owner_id") on delete restrict',
    )
    expect(up.join('\n')).toContain('foreign key ("folder_id", "owner_id") references "folders"')
    expect(up.indexOf('alter table "notes" drop constraint "notes_folder_id_fkey"')).toBe(0)
  })

  test('removes for good what was removed, and empties what leads to it', () => {
    const topic = resource('topic', 'label:string', { softDelete: true })
    const article = resource('article', 'title:text topic:ref(topic)? main:ref(topic)')
    const { up, down } = statementsOf(made(topic, article, options('topic', { softDelete: false })))
    expect(up.slice(0, 2)).toEqual([
      'update "articles" set "topic_id" = null where "topic_id" in (select "id" from "topics" where "deleted_at" is not null)',
      'delete from "topics" where "deleted_at" is not null',
    ])
    expect(up.join('\n')).toContain('drop trigger "articles_main_id_living" on "articles"')
    expect(down.join('\n')).toContain('create trigger "articles_main_id_living"')
  })

  test('is none where no table is another', () => {
    for (const changes of [{ access: 'role(a)' }, { description: 'What is there.' }]) {
      const changed = made(folder, options('folder', changes))
      expect(foldModel(changed).evolutions).toEqual([])
    }
  })

  test('leaves those that were there as they were, byte for byte', () => {
    const before = made(folder, note)
    const after = grown(before, options('note', owned), options('folder', { softDelete: true }))
    const files = (manifest: Manifest) =>
      [...render(foldModel(manifest), templates)].filter(([path]) => path.startsWith('migrations/'))
    const kept = new Map(files(after))
    for (const [path, file] of files(before)) expect(kept.get(path)).toEqual(file)
    expect(kept.size).toBe(files(before).length + 2)
  })
})

const now = new Date('2026-11-25T09:30:00Z')
const change = (manifest: Manifest, answers: OptionsAnswers) =>
  optionsOperation(manifest, answers, now)

describe('the operation', () => {
  test('says what is to be another, and nothing else', () => {
    const manifest = made(resource('note', 'title:text', { softDelete: true }))
    const answers = {
      name: 'Note',
      softDelete: true,
      access: ' owner ',
      owner: SOMEONE.toUpperCase(),
    }
    expect(change(manifest, answers)).toEqual({
      at: '20261125T093000Z',
      run: 'options',
      resource: 'note',
      access: 'owner',
      owner: SOMEONE,
    })
    expect(change(manifest, { name: 'note', softDelete: true, access: 'public' })).toBeUndefined()
    const described = grown(manifest, options('note', { description: 'One.' }))
    expect(change(described, { name: 'note', description: ' One.' })).toBeUndefined()
  })

  test.each<readonly [string, RegExp, 1 | 2, Omit<OptionsAnswers, 'name'>]>([
    ['nothing to do', /--no-soft-delete/, 2, {}],
    ['nobody for what is there', /missing: --owner/, 2, { access: 'owner' }],
    ['no id', /nobody's id/, 2, { access: 'owner', owner: "'; drop" }],
    ['an owner for nothing', /gets an owner/, 1, { access: 'role(a)', owner: SOMEONE }],
    ['nobody that there is', /nobody that a resource/, 1, { access: 'friends' }],
  ])('is refused for %s', (_, message, code, answers) => {
    const refused = refusal(() => change(made(folder), { name: 'folder', ...answers }))
    expect(`${refused.message} ${refused.where}`).toMatch(message)
    expect(refused.exitCode).toBe(code)
  })

  test.each([
    ['who owns which of the notes', { access: 'role(a)' }],
    ['the notes that were removed', { softDelete: false }],
  ])('needs leave to lose %s', (lost, changes) => {
    const manifest = made(resource('note', 'title:text', { ...owned, softDelete: true }))
    const answers = { name: 'note', ...changes }
    const refused = refusal(() => change(manifest, answers))
    expect(refused.where).toContain(lost)
    expect(refused.help).toContain('--allow-data-loss')
    const operation = change(manifest, { ...answers, allowDataLoss: true })
    expect(optionsNotices(manifest, operation as Operation)[0]?.message).toContain(lost)
  })

  test('is refused where another would tell what only its owner knows, in either order', () => {
    const both = made(folder, note)
    const first = refusal(() => change(both, { name: 'folder', ...owned, owner: SOMEONE }))
    expect(first.message).toContain('Only its owner would know of a folder')
    expect(first.help).toContain('npx plop options note -- --access owner')
    expect(first.help).toContain('npx plop field note -- --drop "folder"')
    const own = grown(both, options('note', owned), options('folder', owned))
    const back = refusal(() => change(own, { name: 'note', access: 'public', allowDataLoss: true }))
    expect(back.help).toContain('npx plop options folder -- --access')
  })

  test('is refused where something would follow from a removal that is none', () => {
    const cascading = made(folder, resource('note', 'folder:ref(folder):cascade x:text'))
    const refused = refusal(() => change(cascading, { name: 'folder', softDelete: true }))
    expect(refused.help).toContain('npx plop field note -- --alter "folder:ref(folder)"')
    const self = made(resource('note', 'x:text parent:ref(note)?:setnull'))
    expect(refusal(() => change(self, { name: 'note', softDelete: true })).help).toContain(
      '--alter "parent:ref(note)?"',
    )
  })

  test('is refused where a column would be there twice, or a migration needs the one that goes', () => {
    const named = made(resource('note', 'ownerId:uuid deletedAt:timestamp'))
    const refused = (answers: Omit<OptionsAnswers, 'name'>, manifest = named) =>
      refusal(() => change(manifest, { name: 'note', ...answers })).message
    expect(refused({ ...owned, owner: SOMEONE })).toContain('ownerId is set by the server')
    expect(refused({ softDelete: true })).toContain('deletedAt says')
    const indexed = made(resource('note', 'x:text', { softDelete: true }), {
      run: 'migration',
      name: 'gone',
      index: 'notes(deleted_at)',
    })
    const off = { softDelete: false, allowDataLoss: true }
    expect(refused(off, indexed)).toContain('The index gone needs deleted_at')
  })

  test('is about what is there', () => {
    const alone = made({ run: 'service', name: 'quote', fields: 'text:text' })
    const refused = (answers: Omit<OptionsAnswers, 'name'>) =>
      refusal(() => change(alone, { name: 'quote', ...answers }))
    expect(refused({ access: 'role(a)' }).help).toBe('Make it first: npx plop repository quote')
    expect(refused({ softDelete: true }).message).toContain('no table of quote')
    expect(refused({ description: 'x' }).help).toBe('Make it first: npx plop controller quote')
  })

  test('refuses what is for everyone, or for those who may see it all, where a field is for some', () => {
    const salary = made({
      run: 'resource',
      name: 'pay',
      fields: 'n:integer?:read(hr)',
      access: 'authenticated',
    })
    const refused = (access: string) => refusal(() => change(salary, { name: 'pay', access }))
    expect(refused('public').message).toContain('and n cannot be for some')
    expect(refused('public').where).toMatch(/n:integer\?:read\(hr\)\n +\^{8}/)
    expect(refused('role(hr)').message).toContain('so read(hr) of n says nothing')
    expect(change(salary, { name: 'pay', access: 'role(boss)' })).toMatchObject({ run: 'options' })
  })

  test('says on which rows the migration fails, and what the version that runs cannot do', () => {
    const said = (manifest: Manifest, answers: OptionsAnswers) => {
      const operation = change(manifest, { ...answers, allowDataLoss: true }) as Operation
      return optionsNotices(manifest, operation)
        .map(({ message }) => message)
        .join('\n')
    }
    const both = grown(made(folder, note), options('note', owned))
    expect(said(both, { name: 'folder', ...owned, owner: SOMEONE })).toMatch(
      /makes folders that have no owner[\s\S]*where a note of somebody else leads to a folder/,
    )
    const own = grown(both, options('folder', owned))
    const open = said(own, { name: 'folder', access: 'public' })
    expect(open).toMatch(/everyone sees then[\s\S]*folders for owner_id[\s\S]*the same name/)
    const kept = grown(made(folder, note), options('folder', { softDelete: true }))
    expect(said(kept, { name: 'folder', softDelete: false })).toContain(
      'where the folder of a note was removed',
    )
  })
})

describe('the manifest', () => {
  const parsed = (operation: object) => {
    const manifest = made(folder, operation as Bare<Operation>)
    return parseManifest(serializeManifest(manifest), { version: manifest.version })
  }

  test('is written and read as it is', () => {
    const all = { ...options('folder', owned), softDelete: true, description: 'What.' }
    expect(parsed(all).history[1]).toEqual({ at: expect.any(String), ...all })
  })

  test.each([
    ['nothing to do', {}, 'changes nothing: it has none of access, guard, softDelete, description'],
    ['an owner alone', { owner: SOMEONE }, 'changes nothing'],
    ['an owner that is none', { access: 'owner', owner: "'); --" }, 'owner must be the id of'],
    ['fields', { softDelete: true, fields: 'x:text' }, 'is not a key of options'],
  ])('is refused for %s', (_, changes, message) => {
    const operation = { run: 'options', resource: 'folder', ...changes }
    expect(refusal(() => parsed(operation)).message).toContain(message)
  })

  test('of a hand that forgot the owner is refused with its place', () => {
    const operation = { run: 'options', resource: 'folder', access: 'owner' } as const
    const refused = refusal(() => foldModel(made(folder, operation)))
    expect(refused.message).toContain('would have no owner')
    expect(refused.where).toContain('history[1] (options folder')
  })
})

describe('afterwards', () => {
  test('fields change as those of what was made so', () => {
    const add = { name: 'note', add: 'slug:string?:unique best:ref(folder)?' }
    const withFields = (manifest: Manifest) =>
      grown(manifest, fieldOperation(manifest, add, now) as Bare<Operation>)
    const kept = { ...owned, softDelete: true }
    const changed = withFields(made(folder, note, options('note', kept), options('folder', kept)))
    const whole = withFields(
      made(
        resource('folder', 'name:string:unique', kept),
        resource('note', 'title:text folder:ref(folder) shelves:many(folder)', kept),
      ),
    )
    expect(codeOf(changed)).toEqual(codeOf(whole))
    expect(statementsOf(changed)).toEqual(statementsOf(whole))
  })

  test('the way back of a removal makes the table as it was last', () => {
    const before = made(
      folder,
      note,
      { run: 'migration', name: 'by-title', index: 'notes(title)' },
      { run: 'migration', name: 'said', constraint: "notes: check (title <> 'title')" },
      { run: 'field', resource: 'note', rename: 'title:headline' },
      options('note', owned),
      options('folder', owned),
      { run: 'field', resource: 'note', add: 'extra:text?' },
    )
    const removal = removeOperation(before, { name: 'note', allowDataLoss: true }, now)
    const [, file] =
      [...render(foldModel(grown(before, removal as Bare<Operation>)), templates)].find(([path]) =>
        path.endsWith('drop_notes.ts'),
      ) ?? []
    const [, back = ''] = String(file?.content).split('function down')
    expect(back).toContain('"owner_id" uuid not null')
    expect(back).toContain('references "folders" ("id", "owner_id")')
    expect(back).toMatch(/by_title[\s\S]{0,40}"notes" \("headline"\)/)
    expect(back).toContain("(headline <> 'title')")
    expect(back).toContain('add column "extra" text')
    expect(back.match(/add column/g)).toHaveLength(1)
  })

  const needs = (manifest: Manifest, index: number) => {
    const need = neededBy(manifest, manifest.history[index] as Operation)
    return need && manifest.history.indexOf(need.by)
  }

  test.each<readonly [string, number | undefined, number, readonly Bare<Operation>[]]>([
    ['nothing', undefined, 1, [folder, options('folder', owned)]],
    [
      'nothing of others',
      undefined,
      1,
      [folder, options('folder', owned), resource('x', 'y:text')],
    ],
    [
      'what is made beside it, for its foreign key',
      2,
      1,
      [folder, options('folder', owned), resource('note', 'folder:ref(folder)', owned)],
    ],
    [
      'a field, for its index',
      2,
      1,
      [
        folder,
        options('folder', { softDelete: true }),
        { run: 'field', resource: 'folder', add: 'code:string?:unique' },
      ],
    ],
    [
      'the way back',
      2,
      1,
      [folder, options('folder', { softDelete: true }), options('folder', { softDelete: false })],
    ],
    ['a removal', 2, 1, [folder, options('folder', owned), { run: 'remove', name: 'folder' }]],
    ['that of its owner', 3, 2, [folder, note, options('note', owned), options('folder', owned)]],
  ])('it is needed by %s', (_, by, index, operations) => {
    expect(needs(made(...operations), index)).toBe(by)
  })
})

test('the command line says all of it', async () => {
  const words = `options note -- --access owner --owner ${SOMEONE} --no-soft-delete --allow-data-loss`
  const argv = [...words.split(' '), '--description', 'What is there.']
  expect(await plopArguments(argv, 'options', optionsCommand)).toEqual({
    flags: {
      access: 'owner',
      owner: SOMEONE,
      'no-soft-delete': true,
      'allow-data-loss': true,
      description: 'What is there.',
    },
    positionals: ['note'],
  })
  const both = ['options', 'note', '--', '--soft-delete', '--no-soft-delete']
  await expect(plopArguments(both, 'options', optionsCommand)).rejects.toThrow('contradict')
})

describe('who is asked', () => {
  async function asked(manifest: Manifest, ...answers: readonly Answer[]) {
    const questions: Question[] = []
    const said: string[] = []
    const left = [...answers]
    const ask = async (question: Question) => {
      questions.push(question)
      const answer = left.shift()
      if (answer === undefined) throw new Error(`nobody answers ${question.message}`)
      return answer
    }
    const say = async (text: string) => void said.push(text)
    const [slice] = foldModel(manifest).resources
    if (slice === undefined) throw new Error('no resource')
    const chosen = await askOptions({ name: slice.spelled }, slice, { manifest, ask, say })
    return { result: await askLoss(chosen, { manifest, ask }), questions, said, left }
  }

  test('chooses one after the other, and sees the line that would say the same', async () => {
    const answers = ['access', 'role', 'editor', 'removal', 'description', 'What.', 'done']
    const { result, said, left, questions } = await asked(made(folder), ...answers)
    expect(left).toEqual([])
    expect(result).toEqual({
      name: 'folder',
      access: 'role(editor)',
      softDelete: true,
      description: 'What.',
    })
    expect(said[0]).toContain('folder is for public, and what is removed is gone')
    expect(said.at(-1)).toBe(
      '  npx plop options folder -- --access "role(editor)" --soft-delete --description "What."\n',
    )
    const [first] = questions
    const ends = first?.kind === 'select' && first.choices.some(({ value }) => value === 'done')
    expect(ends).toBe(false)
  })

  test('is told what cannot be, and whether what is lost may be', async () => {
    const both = made(folder, note)
    const { said } = await asked(both, 'access', 'owner', 'removal', 'done')
    expect(said.join('')).toContain('Only its owner would know of a folder')
    const kept = made(resource('note', 'title:text', { softDelete: true }))
    const { result, questions } = await asked(kept, 'removal', 'done', true)
    expect(questions.at(-1)?.message).toContain('the notes that were removed are gone for good')
    expect(result).toMatchObject({ softDelete: false, allowDataLoss: true })
    await expect(asked(kept, 'removal', 'done', false)).rejects.toThrow('Nothing was changed')
  })
})
