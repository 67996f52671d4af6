import type { Arguments } from '../../src/cli/command.ts'
import { parseAccess } from '../../src/model/access.ts'
import { parseDescription } from '../../src/model/description.ts'
import { sliceToChange } from '../../src/model/evolution/evolution.ts'
import { foldModel } from '../../src/model/model.ts'
import { changeable } from '../field/plan.ts'
import { textOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { answerAll, type Question } from '../prompts.ts'
import {
  needsOwner,
  type OptionsAnswers,
  optionsNotices,
  optionsOperation,
  parseOwner,
} from './plan.ts'
import { askLoss, askOptions, ownerQuestion } from './prompts.ts'

/** `plop options` */
export const generator: OperationGenerator<OptionsAnswers> = {
  answer,
  operation: optionsOperation,
  notices: optionsNotices,
  keepEdited: ({ keepEdited = false }) => keepEdited,
  already: ({ name }) => ({ message: `The options of ${name} are so already` }),
}

async function answer(
  { flags, positionals }: Arguments,
  { manifest, session, asking, ask }: Context,
): Promise<OptionsAnswers> {
  const said = saidIn(flags)
  const example = 'npx plop options article -- --access authenticated'
  const how = { yes: Boolean(flags.yes), interactive: session.interactive, ask }
  const question: Question = {
    kind: 'select',
    name: 'name',
    flag: '[resource]',
    message: 'Of which resource?',
    choices: changeable(foldModel(manifest)).map((value) => ({ value })),
  }
  const given = { name: positionals[0] }
  const { name } = await answerAll([question], { given, ...how, example })
  const slice = sliceToChange(foldModel(manifest).resources, String(name))
  const start: OptionsAnswers = { name: String(name), ...said }
  const isSaid = ['access', 'guard', 'softDelete', 'description'].some((key) => key in said)
  const chosen =
    asking && !isSaid ? await askOptions(start, slice, { manifest, ask, say: session.say }) : start
  if (!needsOwner(slice, chosen)) return asking ? askLoss(chosen, { manifest, ask }) : chosen
  const { owner } = await answerAll([ownerQuestion(slice)], {
    given: { owner: chosen.owner },
    ...how,
    example: `npx plop options ${slice.spelled} -- --access owner --owner 0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52`,
  })
  const owned = { ...chosen, owner: String(owner) }
  return asking ? askLoss(owned, { manifest, ask }) : owned
}

/** @throws UserError for what cannot be, before anything is asked */
function saidIn(flags: Arguments['flags']): Partial<OptionsAnswers> {
  const said = [flags.access, flags.guard, flags.owner, flags.description]
  const [access, guard, owner, description] = said.map(textOf)
  if (access !== undefined) parseAccess(access)
  if (owner !== undefined) parseOwner(owner)
  if (description !== undefined) parseDescription(description)
  return {
    ...(access !== undefined && { access }),
    ...(guard !== undefined && { guard }),
    ...(owner !== undefined && { owner }),
    ...(flags['soft-delete'] && { softDelete: true }),
    ...(flags['no-soft-delete'] && { softDelete: false }),
    ...(description !== undefined && { description }),
    ...(flags['allow-data-loss'] && { allowDataLoss: true }),
    ...(flags['keep-edited'] && { keepEdited: true }),
  }
}
