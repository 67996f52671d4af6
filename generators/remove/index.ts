import type { Arguments } from '../../src/cli/command.ts'
import { UserError } from '../../src/errors.ts'
import { removedSlice } from '../../src/model/drops.ts'
import { foldModel } from '../../src/model/model.ts'
import { sliceNamed } from '../../src/model/slices.ts'
import { kebabCase, splitWords } from '../../src/model/words.ts'
import { nameOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { answerAll, type Question } from '../prompts.ts'
import { type RemoveAnswers, removeNotices, removeOperation, tablesOf } from './plan.ts'

/** `plop remove` */
export const generator: OperationGenerator<RemoveAnswers> = {
  answer,
  operation: removeOperation,
  notices: removeNotices,
  keepEdited: ({ keepEdited }) => keepEdited,
  already: ({ name, integration }) => ({
    message: `The ${integration ? 'integration' : 'resource'} ${name} was removed already`,
  }),
}

/** What stands behind the name of an integration in the list. */
const INTEGRATION = ' (integration)'

async function answer(
  { flags, positionals }: Arguments,
  { manifest, session, asking, ask }: Context,
): Promise<RemoveAnswers> {
  const { resources, integrations } = foldModel(manifest)
  const given = nameOf({ flags, positionals })
  const keepEdited = Boolean(flags['keep-edited'])
  const files = integrations.map(({ file }) => file)
  const isNamed =
    given !== undefined &&
    files.includes(kebabCase(splitWords(given))) &&
    sliceNamed(resources, given) === undefined
  if (given !== undefined && (flags.integration || isNamed)) {
    return { name: given, integration: true, allowDataLoss: true, keepEdited }
  }
  const question: Question = {
    kind: 'select',
    name: 'name',
    flag: '[name]',
    message: files.length > 0 ? 'Which resource or integration?' : 'Which resource?',
    choices: [
      ...resources.map(({ spelled }) => ({ value: spelled })),
      ...files.map((value) => ({ value: `${value}${INTEGRATION}` })),
    ],
  }
  if (resources.length === 0 && files.length === 0) {
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
  if (String(name).endsWith(INTEGRATION)) {
    const file = String(name).slice(0, -INTEGRATION.length)
    return { name: file, integration: true, allowDataLoss: true, keepEdited }
  }
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
