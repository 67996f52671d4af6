import { describe, expect, test } from 'vitest'
import { refusalOf } from '../../generators/change/tell.ts'
import { plopArguments } from '../../generators/plop-arguments.ts'
import type { Answer, Question } from '../../generators/prompts.ts'
import { resourceCommand } from '../../generators/resource/command.ts'
import { askFields } from '../../generators/resource/field-prompts.ts'
import { checkFreeName, checkNewFields, resourceOperation } from '../../generators/resource/plan.ts'
import { askAccess } from '../../generators/resource/prompts.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { buildPlan } from '../../src/merge/build.ts'
import type { PlanEntry } from '../../src/merge/plan.ts'
import { fieldTypeNames, parseFields } from '../../src/model/fields.ts'

const plop = (...argv: string[]) => plopArguments(argv, 'resource', resourceCommand)

describe("a generator's arguments", () => {
  const fields = 'title:string'

  test.each<[argv: string[]]>([
    [['resource', 'article', '--', '--fields', fields, '--yes']],
    [['resource', 'article', '--fields', fields, '--yes']],
    [['resource', '--', 'article', '--fields', fields, '--yes']],
    [['resource', '--yes', '--fields', fields, 'article']],
    [['resource', 'article', '--no-progress', '--', '--fields', fields, '-y']],
    [['--dest', '/x', 'resource', 'article', '--', '--fields', fields, '-y']],
    [['--plopfile', 'plopfile.js', '--cwd=/x', 'resource', 'article', `--fields=${fields}`, '-y']],
    [['article', '--', '--fields', fields, '--yes']],
  ])('%j', async (argv) => {
    expect(await plop(...argv)).toEqual({ flags: { fields, yes: true }, positionals: ['article'] })
  })

  test.each<[argv: string[], message: string, help: string]>([
    [['resource', 'article', '--', '--filds', 'x:string'], 'Unknown flag --filds.', '--fields'],
    [['resource', 'article', '--force'], 'There is no --force', 'Move the file'],
    [['resource', 'article', '-f'], 'There is no --force', 'Move the file'],
    [['resource', 'article', 'title:string'], 'Unexpected argument "title:string"', '--help'],
    [['article', 'title:string'], 'Unexpected argument "title:string"', '--help'],
    [['resource', 'a', '--', '--fields'], '--fields needs a value', '--fields'],
  ])('%j is refused', async (argv, message, help) => {
    const error = await plop(...argv).catch((caught) => caught)
    expect(error).toBeInstanceOf(UserError)
    expect(error.message).toContain(message)
    expect(error.help).toContain(help)
    expect(error.exitCode).toBe(2)
  })
})

describe('the operation', () => {
  const now = new Date('2026-11-22T09:30:00Z')
  const manifest: Manifest = {
    version: '1.0.0',
    name: 'my-api',
    features: {},
    packageManager: 'npm',
    history: [
      { at: '20261122T093000Z', run: 'resource', name: 'blog-post', fields: 'title:string(200)' },
    ],
  }
  const operation = (name: string, fields: string) =>
    resourceOperation(manifest, { name, fields }, now)

  test('has its name and its fields in the canonical spelling, and a time of its own', () => {
    expect(operation('NewsItem', ' title:string(255)   live:boolean ')).toEqual({
      at: '20261122T093001Z',
      run: 'resource',
      name: 'news-item',
      fields: 'title:string live:boolean',
    })
  })

  test.each(['blog-post', 'BlogPost', 'blog_post', 'blog post'])('%s is there already', (name) => {
    expect(operation(name, '  title:string(200)')).toBeUndefined()
  })

  test('a name that was written by hand in another spelling is the same', () => {
    const history = [{ ...manifest.history[0], name: 'Blog Post' }] as Manifest['history']
    const again = { name: 'blog-post', fields: 'title:string(200)' }
    expect(resourceOperation({ ...manifest, history }, again, now)).toBeUndefined()
  })

  test.each([{ name: 'articles' }, { fields: 'title:strin' }])(
    'a history that was broken by hand (%j) is refused with its place',
    (change) => {
      const history = [{ ...manifest.history[0], ...change }] as Manifest['history']
      const refused = expect.objectContaining({
        where: expect.stringContaining('alex.json, history[0] (resource '),
      })
      expect(() => checkFreeName({ ...manifest, history }, 'comment')).toThrow(refused)
    },
  )

  test('other fields for a resource that is there are refused, with what it has', () => {
    expect(() => operation('BlogPost', 'title:string(100)')).toThrow(
      expect.objectContaining({
        message: 'There is a resource blog-post already, with other fields.',
        where: expect.stringContaining('title:string(200)'),
      }),
    )
  })

  test('keeps a plural that English does not say, and no other', () => {
    const plural = (name: string, many: string) =>
      resourceOperation(manifest, { name, plural: many, fields: 'x:text' }, now)?.plural
    expect(plural('octopus', 'Octopodes')).toBe('octopodes')
    expect(plural('blog-note', 'BlogNotes')).toBeUndefined()
    expect(plural('articles', 'articles')).toBe('articles')
  })

  test('another plural for a resource that is there is refused', () => {
    const again = { name: 'blog-post', plural: 'blog-postings', fields: 'title:string(200)' }
    expect(() => resourceOperation(manifest, again, now)).toThrow('would collide')
    const kept = [{ ...manifest.history[0], plural: 'blog-postings' }] as Manifest['history']
    expect(resourceOperation({ ...manifest, history: kept }, again, now)).toBeUndefined()
  })

  test.each(['blogpost', 'BLOGPOST'])('%s collides in another spelling', (name) => {
    expect(() => operation(name, 'title:string(200)')).toThrow(UserError)
    expect(() => checkFreeName(manifest, name)).toThrow(UserError)
  })

  test('a resource has a field', () => {
    expect(() => operation('news-item', '  ')).toThrow('at least one field')
  })
})

describe('a refusal', () => {
  const conflict = (path: string, lines: readonly number[]): PlanEntry => {
    return { path, action: 'conflict', seen: null, reason: 'you changed it', lines }
  }

  test('names every file with its lines', () => {
    const entries = [conflict('a.ts', [2, 3, 4, 9]), conflict('b.ts', [1]), conflict('c.bin', [])]
    const refusal = refusalOf(buildPlan({ root: '/p', entries }))
    expect(refusal?.message).toContain('in 3 places; nothing was written')
    expect(refusal?.where).toBe(
      ['a.ts:2-4,9: you changed it', 'b.ts:1: you changed it', 'c.bin: you changed it'].join('\n'),
    )
  })
})

describe('fields that are asked for one by one', () => {
  const manifest: Manifest = {
    version: '1.0.0',
    name: 'my-api',
    features: {},
    packageManager: 'npm',
    history: [{ at: '20261122T093000Z', run: 'resource', name: 'user', fields: 'name:string' }],
  }

  /** Answers in order; a problem is told, and the question put again. */
  async function answer(...answers: Answer[]) {
    const said: string[] = []
    const problems: string[] = []
    const asked: Question[] = []
    const ask = async (question: Question): Promise<Answer> => {
      asked.push(question)
      const next = answers.shift()
      if (next === undefined) throw new Error(`no answer to ${question.message}`)
      const problem = await problemWith(question, next)
      if (problem === undefined) return next
      problems.push(problem)
      return ask(question)
    }
    const fields = await askFields({
      ask,
      say: async (text) => void said.push(text),
      own: 'article',
      others: ['user', 'folder'],
      referable: ['user'],
      check: (typed) => checkNewFields(manifest, { name: 'article' }, typed),
    })
    return { fields, said, problems, asked }
  }

  async function problemWith(question: Question, given: Answer) {
    if (question.kind === 'text') return question.check?.(String(given))
    if (question.kind === 'checkbox') return question.check?.(given as string[])
    const values = question.kind === 'select' ? question.choices.map(({ value }) => value) : [given]
    if (!values.includes(given as string)) throw new Error(`${given} is not offered: ${values}`)
    return undefined
  }

  test('make the line that --fields would say', async () => {
    const { fields, said, problems } = await answer(
      ...['title', 'string', '200', 'one', ['index', 'min'], '1', ''],
      ...['Published At', 'timestamp', 'one or null', [], ''],
      ...['status', 'string', '40', 'one', [], 'to be "done"'],
      ...['views', 'integer', 'one', ['min', 'max'], '0', '9', '0'],
      ...['price', 'decimal', '10,2', 'one', [], ''],
      ...['state', 'enum', 'draft,published', 'one', [], 'draft'],
      ...['labels', 'string', '20', 'list', ['max'], '5', '["new"]'],
      ...['meta', 'json', 'one or null', [], ''],
      ...['author', 'ref', 'user', 'one', [], 'cascade'],
      ...['original', 'ref', 'article', [], 'setnull'],
      ...['readers', 'many', 'user'],
      '',
    )
    expect(problems).toEqual([])
    expect(fields).toBe(
      [
        'title:string(200):index:min(1)',
        'publishedAt:timestamp?',
        'status:string(40)="to be \\"done\\""',
        'views:integer:min(0):max(9)=0',
        'price:decimal(10,2)',
        'state:enum(draft,published)=draft',
        'labels:string(20)[]:max(5)=["new"]',
        'meta:json?',
        'author:ref(user):cascade',
        'original:ref(article)?:setnull',
        'readers:many(user)',
      ].join(' '),
    )
    expect(said[0]).toBe('  --fields "title:string(200):index:min(1)"\n')
    expect(said).toHaveLength(11)
    expect(said.at(-1)).toBe(`  --fields '${fields}'\n`)
  })

  test.each(fieldTypeNames)('can be of type %s, without anything more', async (type) => {
    const first: Record<string, Answer> = {
      arguments: type === 'enum' ? 'a,b' : type === 'decimal' ? '10,2' : '80',
      target: 'user',
      shape: 'one',
      modifiers: [],
      onDelete: 'restrict',
      default: '',
    }
    const names = ['it', '']
    const ask = async ({ name }: Question) =>
      name === 'name' ? (names.shift() ?? '') : name === 'type' ? type : (first[name] ?? '')
    const fields = await askFields({
      ask,
      say: async () => undefined,
      own: 'article',
      others: ['user'],
      referable: ['user'],
      check: (typed) => checkNewFields(manifest, { name: 'article' }, typed),
    })
    expect(parseFields(fields)).toEqual([expect.objectContaining({ name: 'it', type })])
  })

  test.each<[answers: Answer[], problem: string]>([
    [['', 'a', 'text', 'one', [], '', ''], 'at least one field'],
    [['id', 'a', 'text', 'one', [], '', ''], 'every resource has'],
    [['9lives', 'a', 'text', 'one', [], '', ''], 'letter'],
    [['a', 'string', '0', '9', 'one', [], '', ''], 'length'],
    [['a', 'enum', 'x,x', 'x,y', 'one', [], '', ''], 'twice'],
    [['a', 'integer', 'one', [], 'x', '1', ''], 'whole number'],
    [['a', 'integer', 'one', ['min', 'max'], '5', '4', '6', '', ''], 'at most 4'],
    [['a', 'text', 'one', ['writeonly', 'readonly'], [], '', ''], 'seen by nobody'],
    [['a', 'text', 'one', ['pattern'], '(', '[a-z]+', '', ''], 'bracket'],
    [['a', 'text', 'one', ['pattern'], '(a+)+', '[a-z]+', '', ''], 'too many ways'],
    [['a', 'text', 'one', [], '', 'A', 'b', 'text', 'one', [], '', ''], 'there twice'],
  ])('%j is told at once, and asked again', async (answers, problem) => {
    const { problems } = await answer(...answers)
    expect(problems).toEqual([expect.stringContaining(problem)])
  })

  test('refer to a resource that there is, or to their own', async () => {
    const { asked } = await answer(...['a', 'ref', 'user', 'one', [], 'restrict'], '')
    const target = asked.find(({ name }) => name === 'target')
    expect(target?.kind === 'select' && target.choices.map(({ value }) => value)).toEqual([
      'user',
      'article',
    ])
  })

  test('are several of any resource that there is', async () => {
    const { asked } = await answer(...['a', 'many', 'user'], '')
    const target = asked.find(({ name }) => name === 'target')
    expect(target?.kind === 'select' && target.choices.map(({ value }) => value)).toEqual([
      'user',
      'folder',
      'article',
    ])
  })
})

describe('whom it is for, when that is asked', () => {
  /** Answers in order, and tells what was wrong with each. */
  async function answer(...answers: string[]) {
    const problems: (string | undefined)[] = []
    const access = await askAccess(async (question) => {
      let next = answers.shift() ?? ''
      while (question.kind === 'text') {
        const problem = await question.check?.(next)
        if (problem === undefined) break
        problems.push(problem)
        next = answers.shift() ?? ''
      }
      return next
    })
    return { access, problems }
  }

  test.each(['public', 'authenticated', 'owner'])('is %s', async (chosen) => {
    expect(await answer(chosen)).toEqual({ access: chosen, problems: [] })
  })

  test('is whoever has the role that is named then', async () => {
    expect(await answer('role', 'two words', '', 'editor')).toEqual({
      access: 'role(editor)',
      problems: [expect.stringContaining('name of a role'), expect.any(String)],
    })
  })
})
