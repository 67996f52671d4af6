import { UserError } from '../../src/errors.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { type FieldChanges, formatChanges, readChanges } from '../../src/model/evolution/changes.ts'
import { sliceToChange } from '../../src/model/evolution/evolution.ts'
import type { Field } from '../../src/model/field.ts'
import { formatFields } from '../../src/model/fields.ts'
import { foldModel } from '../../src/model/model.ts'
import { type Ask, problemOf } from '../prompts.ts'
import { askField, quoted } from '../resource/field-prompts.ts'
import { changesOf, type FieldAnswers, lossesIn } from './plan.ts'

interface Asking {
  readonly manifest: Manifest
  readonly ask: Ask
  readonly say: (text: string) => Promise<void>
}

type Kind = 'add' | 'rename' | 'drop' | 'alter'

const kinds: Readonly<Record<Kind, string>> = {
  add: 'a new field',
  rename: 'a field gets another name',
  drop: 'a field goes, with what is in it',
  alter: 'a field becomes another one: longer, required, unique',
}

/**
 * Asks for one change after the other, and shows after each the line that would say the same.
 *
 * @throws UserError where something would be lost and may not be
 */
export async function askChanges(start: FieldAnswers, asking: Asking): Promise<FieldAnswers> {
  const { manifest, ask, say } = asking
  const slice = sliceToChange(foldModel(manifest).resources, start.name)
  await say(`  ${slice.spelled} has ${formatFields(slice.declared)}\n`)
  let answers = start
  while (true) {
    const changes = readChanges(slice, answers)
    const kind = await askKind(ask, changes)
    if (kind === 'done') return allowed(answers, asking)
    const more = await askers[kind](changes, asking, slice.spelled)
    if (more === undefined) continue
    const next = { ...answers, [kind]: [answers[kind], more].filter(Boolean).join(' ') }
    const problem = await problemOf(() => changesOf(manifest, next))
    if (problem !== undefined) {
      await say(`  ${problem}\n`)
      continue
    }
    answers = { ...answers, ...formatChanges(readChanges(slice, next)) }
    await say(`  npx plop field ${slice.spelled} -- ${flagsOf(answers)}\n`)
  }
}

async function askKind(ask: Ask, { steps }: FieldChanges): Promise<Kind | 'done'> {
  const [declared, , , , end] = steps
  const isFirst = formatFields(declared) === formatFields(end)
  const kind = await ask({
    kind: 'select',
    name: 'change',
    flag: '--add, --rename, --drop, --alter',
    message: isFirst ? 'What is to be done?' : 'What else?',
    choices: [
      ...Object.entries(kinds).map(([value, summary]) => ({ value, summary })),
      ...(isFirst ? [] : [{ value: 'done', summary: 'that is all' }]),
    ],
  })
  return kind as Kind | 'done'
}

type Asker = (changes: FieldChanges, asking: Asking, own: string) => Promise<string | undefined>

const askers: Readonly<Record<Kind, Asker>> = {
  add: ({ steps }, { manifest, ask, say }, own) => {
    const { stored, resources } = foldModel(manifest)
    const access = sliceToChange(resources, own).accessWord
    const referable = stored.filter((one) => one.accessWord !== 'owner' || access === 'owner')
    const others = stored.map(({ spelled }) => spelled).filter((spelled) => spelled !== own)
    const context = {
      ask,
      say,
      own,
      others,
      referable: referable.map(({ spelled }) => spelled).filter((spelled) => spelled !== own),
      // What is wrong with a field is said when it is whole.
      check: () => {},
    }
    return askField(context, formatFields(steps[4]))
  },
  rename: async (changes, { ask }) => {
    const name = await askOne(ask, notRenamed(changes))
    const to = await ask({
      kind: 'text',
      name: 'to',
      flag: '--rename',
      message: `What is ${name} called from now on?`,
      check: (typed) => (typed === '' ? 'It needs a name' : undefined),
    })
    return `${name}:${to}`
  },
  drop: (changes, { ask }) => askOne(ask, notRenamed(changes)),
  alter: async ({ steps, altered }, { ask }) => {
    const changed = new Set(altered.map(({ before }) => before))
    const fields = steps[2].filter((field) => !changed.has(field))
    const name = await askOne(ask, fields)
    const field = fields.find((one) => one.name === name) as Field
    return String(
      await ask({
        kind: 'text',
        name: 'to',
        flag: '--alter',
        message: 'What is it to be?',
        default: formatFields([field]),
      }),
    )
  },
}

/** The fields that are there after what was dropped, and are called as they were. */
function notRenamed({ steps, renamed }: FieldChanges): readonly Field[] {
  const called = new Set(renamed.map(({ before }) => before))
  return steps[1].filter((field) => !called.has(field))
}

async function askOne(ask: Ask, fields: readonly Field[]): Promise<string> {
  const message = 'Which one?'
  const choices = fields.map((field) => ({ value: field.name, summary: formatFields([field]) }))
  return String(await ask({ kind: 'select', name: 'field', flag: '[field]', message, choices }))
}

async function allowed(answers: FieldAnswers, { manifest, ask }: Asking): Promise<FieldAnswers> {
  const losses = lossesIn(manifest, answers)
  if (losses.length === 0 || answers.allowDataLoss) return answers
  const allowDataLoss = await ask({
    kind: 'confirm',
    name: 'allowDataLoss',
    flag: '--allow-data-loss',
    message: `This is lost: ${losses.join(', ')}. Go on?`,
    default: false,
  })
  if (allowDataLoss) return { ...answers, allowDataLoss: true }
  throw new UserError('Nothing was changed.', { where: losses.join('\n') })
}

function flagsOf(answers: FieldAnswers): string {
  return (['drop', 'rename', 'alter', 'add'] as const)
    .flatMap((key) => (answers[key] === undefined ? [] : [`--${key} ${quoted(answers[key])}`]))
    .join(' ')
}
