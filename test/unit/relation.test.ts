import { beforeAll, describe, expect, test } from 'vitest'
import { plopArguments } from '../../generators/plop-arguments.ts'
import type { Answer, Question } from '../../generators/prompts.ts'
import { relationCommand } from '../../generators/relation/command.ts'
import {
  parseKind,
  type RelationAnswers,
  relationNotices,
  relationOperation,
} from '../../generators/relation/plan.ts'
import { askRelation } from '../../generators/relation/prompts.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource, type Templates } from '../../src/render/templates.ts'
import { manifestWith } from './support/manifests.ts'

// A relation is a field: what is made, and what refuses it, is that of plop field.

const now = new Date('2026-11-25T09:30:00Z')

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplatesFromSource('templates')
})

/** Articles of these fields, beside users, topics whose rows stay, and folders with an owner. */
function project(fields = 'title:string', article: object = {}): Manifest {
  const history = [
    { run: 'resource', name: 'user', fields: 'name:string' },
    { run: 'resource', name: 'topic', fields: 'label:string', softDelete: true },
    { run: 'resource', name: 'folder', fields: 'name:string', access: 'owner' },
    { run: 'service', name: 'quote', fields: 'text:text' },
    { run: 'resource', name: 'article', fields, ...article },
  ].map((operation, index) => ({ at: `20261122T09300${index}Z`, ...operation }))
  return manifestWith({ history: history as Operation[] })
}

type Answers = Partial<RelationAnswers>

const relate = (manifest: Manifest, answers: Answers) =>
  relationOperation(manifest, { from: 'article', to: 'user', kind: 'many-to-one', ...answers }, now)

function grown(manifest: Manifest, answers: Answers): Manifest {
  const operation = relate(manifest, answers)
  if (operation === undefined) throw new Error('nothing to do')
  return { ...manifest, history: [...manifest.history, operation] }
}

/** All but what tells the way. */
function codeOf(manifest: Manifest): Map<string, string> {
  const tree = render(foldModel(manifest), templates)
  const isCode = (path: string) => !path.startsWith('migrations/') && path !== 'alex.json'
  return new Map(
    [...tree].flatMap(([path, { content }]) => (isCode(path) ? [[path, String(content)]] : [])),
  )
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

const cases: readonly (readonly [field: string, answers: Answers])[] = [
  ['user:ref(user)?', {}],
  ['author:ref(user)?:cascade', { field: 'author', onDelete: 'cascade' }],
  ['author:ref(user)?:setnull', { field: 'author', onDelete: 'setnull' }],
  ['user:ref(user)?', { onDelete: 'restrict' }],
  ['user:ref(user)?:unique', { kind: 'one-to-one' }],
  ['topics:many(topic)', { to: 'Topic', kind: 'many-to-many' }],
  ['users:many(user)', { kind: 'many-to-many' }],
  ['folders:many(folder)', { to: 'folder', kind: 'many-to-many' }],
  ['parent:ref(article)?', { to: 'article' }],
  ['related:many(article)', { to: 'article', kind: 'many-to-many' }],
]

describe('the field', () => {
  test.each(cases)('is %s for %j', (field, answers) => {
    expect(relate(project(), answers)).toEqual({
      at: '20261125T093000Z',
      run: 'field',
      resource: 'article',
      add: field,
    })
  })

  test.each(cases)('%s makes what a resource made with it has', (field, answers) => {
    expect(codeOf(grown(project(), answers))).toEqual(codeOf(project(`title:string ${field}`)))
  })

  test('may be required of what keeps no rows', () => {
    expect(relate(project(), { from: 'quote', required: true })).toMatchObject({
      resource: 'quote',
      add: 'user:ref(user)',
    })
  })

  test('that is there already is nothing to do', () => {
    for (const [, answers] of cases)
      expect(relate(grown(project(), answers), answers)).toBe(undefined)
  })
})

describe('what is refused', () => {
  test.each([undefined, 'one-to-one'] as const)(
    'is one that rows cannot have, with both ways on (%s)',
    (kind) => {
      const answers = { field: 'author', required: true, ...(kind && { kind }) }
      const refused = refusal(() => relate(project(), answers))
      expect(refused.message).toBe('The articles that are there already would have no author.')
      expect(refused.help).toContain('Leave --required out: then it may be null.')
      const field = `author:ref(user)${kind ? ':unique' : ''}`
      expect(refused.help).toContain(`npx plop field article -- --alter "${field}"`)
    },
  )

  test.each<readonly [string, RegExp, Answers]>([
    ['a resource that is not there', /no resource usr/, { to: 'usr' }],
    ['one that is not there to have it', /no resource artcle/, { from: 'artcle' }],
    ['what has no table', /no table of quote/, { to: 'quote' }],
    ['what only its owner knows of', /Only its owner knows of a folder/, { to: 'folder' }],
    [
      'what would follow from no removal',
      /nothing for cascade/,
      { to: 'topic', onDelete: 'cascade' },
    ],
    ['a name that is taken', /a field title already/, { field: 'title' }],
    ['a rule of a join table', /--on-delete is not/, { kind: 'many-to-many', onDelete: 'cascade' }],
    [
      'a join table that is required',
      /--required is not/,
      { kind: 'many-to-many', required: true },
    ],
    ['more than a name', /type|name/, { field: 'a b' }],
  ])('is %s', (_, message, answers) => {
    expect(refusal(() => relate(project(), answers)).message).toMatch(message)
  })

  test.each([
    ['one-to-many', 'npx plop relation user article'],
    ['has-many', 'npx plop relation user article'],
    ['belongs-to', 'Did you mean many-to-one?'],
    ['many-to-man', 'Did you mean many-to-many?'],
    ['friends', 'Possible: many-to-one, one-to-one, many-to-many.'],
  ])('is the kind %s', (kind, help) => {
    const refused = refusal(() => parseKind(kind, { from: 'article', to: 'user' }))
    expect(refused.exitCode).toBe(2)
    expect(refused.help).toContain(help)
  })
})

describe('what is said with the plan', () => {
  const said = (answers: Answers) => {
    const operation = relate(project(), answers) as Operation
    return relationNotices(project(), operation).map(({ code, message }) => [code, message])
  }
  const online = ['online', expect.stringContaining('comes after its transaction')]

  test('is how it becomes required, where it can', () => {
    expect(said({ field: 'author', onDelete: 'cascade' })).toEqual([
      online,
      [
        'nullable',
        'The articles that are there have no author yet, so it may be null. Once every one has it: npx plop field article -- --alter "author:ref(user):cascade"',
      ],
    ])
    for (const answers of [{ onDelete: 'setnull' }, { to: 'article' }] as const) {
      expect(said(answers)).toEqual([online])
    }
    for (const answers of [{ kind: 'many-to-many' }, { from: 'quote' }] as const) {
      expect(said(answers)).toEqual([])
    }
  })
})

test('the command line says all of it', async () => {
  const argv = 'relation article user -- --kind one-to-one --field author --on-delete cascade'
  expect(await plopArguments(argv.split(' '), 'relation', relationCommand)).toEqual({
    flags: { kind: 'one-to-one', field: 'author', 'on-delete': 'cascade' },
    positionals: ['article', 'user'],
  })
})

describe('who is asked', () => {
  async function asked(given: Answers, ...answers: readonly Answer[]) {
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
    const start = { from: 'article', to: 'user', ...given }
    const result = await askRelation(start, { manifest: project(), ask, say })
    return { result, questions, said, left }
  }

  test('says how they are related, what it is called, and what a removal does', async () => {
    const { result, questions, said, left } = await asked({}, 'one-to-one', 'author', 'setnull')
    expect(left).toEqual([])
    expect(result).toMatchObject({ kind: 'one-to-one', field: 'author', onDelete: 'setnull' })
    expect(questions[1]).toMatchObject({ default: 'user' })
    expect(said).toEqual([
      '  npx plop relation article user -- --kind one-to-one --field author --on-delete setnull\n',
    ])
  })

  test('is asked nothing that was said, and nothing that is settled', async () => {
    expect((await asked({ kind: 'many-to-many' }, 'readers')).questions).toHaveLength(1)
    expect((await asked({ to: 'topic', field: 'topic' }, 'many-to-one')).questions).toHaveLength(1)
    const { questions } = await asked({ to: 'folder' }, 'many-to-many', 'folders')
    expect(questions[0]).toMatchObject({ choices: [{ value: 'many-to-many' }] })
  })

  test('is told of a name that cannot be', async () => {
    const { questions } = await asked({ kind: 'many-to-one' }, 'author', 'restrict')
    const [question] = questions
    const check = question?.kind === 'text' ? question.check : undefined
    expect(await check?.('title')).toContain('a field title already')
    expect(await check?.('author')).toBeUndefined()
  })
})
