import { describe, expect, test } from 'vitest'
import { fieldCommand } from '../../generators/field/command.ts'
import { type FieldAnswers, fieldOperation } from '../../generators/field/plan.ts'
import { askChanges } from '../../generators/field/prompts.ts'
import { plopArguments } from '../../generators/plop-arguments.ts'
import type { Answer, Question } from '../../generators/prompts.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'

const manifest: Manifest = {
  version: '1.0.0',
  name: 'my-api',
  features: {},
  packageManager: 'npm',
  history: [
    { at: '20261122T093000Z', run: 'resource', name: 'user', fields: 'name:string' },
    {
      at: '20261122T093001Z',
      run: 'resource',
      name: 'article',
      fields: 'title:string(200) body:text views:integer=0',
    },
  ],
}

/** Answers one question after the other, and keeps what was said. */
async function asked(...answers: readonly Answer[]) {
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
  const result = await askChanges({ name: 'article' }, { manifest, ask, say })
  return { result, questions, said, left }
}

const operation = (answers: FieldAnswers) =>
  fieldOperation(manifest, answers, new Date('2026-11-25T09:30:00Z'))

test('the command line says all of it', async () => {
  const argv = [
    'field',
    'article',
    '--',
    '--add',
    'x:text?',
    '--drop',
    'views',
    '--allow-data-loss',
  ]
  expect(await plopArguments(argv, 'field', fieldCommand)).toEqual({
    flags: { add: 'x:text?', drop: 'views', 'allow-data-loss': true },
    positionals: ['article'],
  })
})

describe('who is asked', () => {
  test('sees the fields, chooses one change after the other, and the line that would say the same', async () => {
    const { result, said, left } = await asked(
      ...(['rename', 'body', 'content'] as const),
      ...(['alter', 'content', 'content:text?'] as const),
      ...['add', 'live', 'boolean', 'one', [], 'false', 'done'],
    )
    expect(left).toEqual([])
    expect(said[0]).toContain('title:string(200) body:text views:integer=0')
    expect(said.at(-1)).toBe(
      '  npx plop field article -- --rename "body:content" --alter "content:text?" --add "live:boolean=false"\n',
    )
    expect(operation(result)).toMatchObject({
      rename: 'body:content',
      alter: 'content:text?',
      add: 'live:boolean=false',
    })
  })

  test('is told what cannot be, and asked again', async () => {
    const { said, result } = await asked(
      ...['add', 'rank', 'integer', 'one', [], ''],
      ...['alter', 'title', 'title:json'],
      ...['rename', 'title', 'headline', 'done'],
    )
    expect(said.join('')).toMatch(/would have no rank[\s\S]*cannot become json/)
    expect(result).toEqual({ name: 'article', rename: 'title:headline' })
  })

  test('says whether what is lost may be', async () => {
    const { result, questions } = await asked('drop', 'views', 'done', true)
    expect(questions.at(-1)?.message).toContain('views: what is in it is gone')
    expect(operation(result)).toMatchObject({ drop: 'views' })
    await expect(asked('drop', 'views', 'done', false)).rejects.toThrow('Nothing was changed')
  })

  test('cannot end before there is a change, and can leave a new field without a name', async () => {
    const { questions, result } = await asked('add', '', 'drop', 'body', 'done', true)
    const ends = questions
      .filter(({ name }) => name === 'change')
      .map((one) => one.kind === 'select' && one.choices.some(({ value }) => value === 'done'))
    expect(ends).toEqual([false, false, true])
    expect(result).toMatchObject({ drop: 'body', allowDataLoss: true })
  })
})
