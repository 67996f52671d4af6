import type { Arguments } from '../../src/cli/command.ts'
import { UserError, usageError } from '../../src/errors.ts'
import { removedSlice } from '../../src/model/drops.ts'
import { foldModel } from '../../src/model/model.ts'
import { nameOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { answerAll, type Question } from '../prompts.ts'
import { namesOf, type OtherKind, otherKinds } from './others.ts'
import { meantKind, type RemoveAnswers, removeNotices, removeOperation, tablesOf } from './plan.ts'

/** `plop remove` */
export const generator: OperationGenerator<RemoveAnswers> = {
  answer,
  operation: removeOperation,
  notices: removeNotices,
  keepEdited: ({ keepEdited }) => keepEdited,
  already: ({ name, kind }) => ({
    message: `The ${kind ?? 'resource'} ${name} was removed already`,
  }),
}

async function answer(
  { flags, positionals }: Arguments,
  { manifest, session, asking, ask }: Context,
): Promise<RemoveAnswers> {
  const { resources } = foldModel(manifest)
  const given = nameOf({ flags, positionals })
  const keepEdited = Boolean(flags['keep-edited'])
  const kind = saidKind(flags) ?? (given === undefined ? undefined : meantKind(manifest, given))
  if (given !== undefined && kind) return { name: given, kind, allowDataLoss: true, keepEdited }
  const others = otherKinds.flatMap((one) =>
    namesOf(one, manifest).map((name) => ({ kind: one, name, value: `${name} (${one})` })),
  )
  const question: Question = {
    kind: 'select',
    name: 'name',
    flag: '[name]',
    message: others.length > 0 ? 'Which one?' : 'Which resource?',
    choices: [
      ...resources.map(({ spelled }) => ({ value: spelled })),
      ...others.map(({ value }) => ({ value })),
    ],
  }
  if (resources.length === 0 && others.length === 0) {
    if (given !== undefined) return { name: given, allowDataLoss: true, keepEdited: false }
    throw new UserError('There is no resource to remove.', { where: 'alex.json, history' })
  }
  const { name } = await answerAll([question], {
    given: { name: given },
    yes: Boolean(flags.yes),
    interactive: session.interactive,
    ask,
    example: 'npx plop remove article -- --allow-data-loss',
  })
  const other = others.find(({ value }) => value === name)
  if (other) return { name: other.name, kind: other.kind, allowDataLoss: true, keepEdited }
  const answers = {
    name: String(name),
    allowDataLoss: Boolean(flags['allow-data-loss']),
    keepEdited,
  }
  if (!asking || answers.allowDataLoss) return answers
  const tables = tablesOf(removedSlice(answers, resources))
  if (tables.length === 0) return answers
  const allowed = await ask({
    kind: 'confirm',
    name: 'allowDataLoss',
    flag: '--allow-data-loss',
    message: `Every row of ${tables.join(' and ')} goes, wherever the migration is applied. May it?`,
    default: false,
  })
  return { ...answers, allowDataLoss: allowed === true }
}

/** @throws UserError where two kinds are said */
function saidKind(flags: Arguments['flags']): OtherKind | undefined {
  const said = otherKinds.filter((kind) => flags[kind])
  if (said.length < 2) return said[0]
  throw usageError(`Two kinds are said: ${said.map((kind) => `--${kind}`).join(' and ')}.`, {
    help: 'Say one of them.',
  })
}
