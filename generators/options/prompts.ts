import { UserError } from '../../src/errors.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { parseDescription } from '../../src/model/description.ts'
import type { ResourceModel } from '../../src/model/slices.ts'
import { type Ask, problemOf, type Question } from '../prompts.ts'
import { quoted } from '../resource/field-prompts.ts'
import { askAccess } from '../resource/prompts.ts'
import { lossesIn, type OptionsAnswers, parseOwner } from './plan.ts'

interface Asking {
  readonly manifest: Manifest
  readonly ask: Ask
  readonly say: (text: string) => Promise<void>
}

/** Asks for one change after the other, and shows after each the line that would say the same. */
export async function askOptions(
  start: OptionsAnswers,
  slice: ResourceModel,
  asking: Asking,
): Promise<OptionsAnswers> {
  const { manifest, ask, say } = asking
  const stays = slice.softDelete ? 'stays in its table' : 'is gone'
  await say(`  ${slice.spelled} is for ${slice.accessWord}, and what is removed ${stays}\n`)
  let answers = start
  while (true) {
    const what = await askWhat(ask, slice, answers)
    if (what === 'done') return answers
    const next = { ...answers, ...(await askOne(what, slice, ask)) }
    const problem = await problemOf(() => lossesIn(manifest, next))
    if (problem !== undefined) {
      await say(`  ${problem}\n`)
      continue
    }
    answers = next
    await say(`  npx plop options ${slice.spelled} -- ${flagsOf(answers)}\n`)
  }
}

async function askWhat(
  ask: Ask,
  slice: ResourceModel,
  { access, softDelete, description }: OptionsAnswers,
): Promise<string> {
  const isFirst = (access ?? softDelete ?? description) === undefined
  const isStored = slice.parts.includes('repository')
  const isServed = slice.parts.includes('controller')
  const removal = slice.softDelete
    ? 'what is removed is gone, and what was removed too'
    : 'what is removed stays in the table'
  const what = await ask({
    kind: 'select',
    name: 'what',
    flag: '--access, --soft-delete, --no-soft-delete, --description',
    message: isFirst ? 'What is to be changed?' : 'What else?',
    choices: [
      ...(isStored
        ? [
            { value: 'access', summary: 'who may use it' },
            { value: 'removal', summary: removal },
          ]
        : []),
      ...(isServed ? [{ value: 'description', summary: 'what the documentation says of it' }] : []),
      ...(isFirst && (isStored || isServed) ? [] : [{ value: 'done', summary: 'that is all' }]),
    ],
  })
  return String(what)
}

async function askOne(
  what: string,
  slice: ResourceModel,
  ask: Ask,
): Promise<Partial<OptionsAnswers>> {
  if (what === 'access') return { access: await askAccess(ask) }
  if (what === 'removal') return { softDelete: !slice.softDelete }
  const description = await ask({
    kind: 'text',
    name: 'description',
    flag: '--description',
    message: 'What does the documentation say of it?',
    check: (typed) => problemOf(() => parseDescription(typed)),
  })
  return { description: String(description) }
}

/** Who gets what is there already. */
export function ownerQuestion({ humans }: ResourceModel): Question {
  return {
    kind: 'text',
    name: 'owner',
    flag: '--owner',
    message: `Whose are the ${humans} that are there? (an id as src/identify.ts gives it)`,
    check: (typed) => problemOf(() => parseOwner(typed)),
  }
}

/**
 * Asks whether what is lost may be.
 *
 * @throws UserError where it may not
 */
export async function askLoss(
  answers: OptionsAnswers,
  { manifest, ask }: Pick<Asking, 'manifest' | 'ask'>,
): Promise<OptionsAnswers> {
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

function flagsOf({ access, softDelete, description }: OptionsAnswers): string {
  return [
    ...(access === undefined ? [] : [`--access ${quoted(access)}`]),
    ...(softDelete === undefined ? [] : [softDelete ? '--soft-delete' : '--no-soft-delete']),
    ...(description === undefined ? [] : [`--description ${quoted(description)}`]),
  ].join(' ')
}
