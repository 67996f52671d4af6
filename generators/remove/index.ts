import type { Arguments } from '../../src/cli/command.ts'
import { UserError, usageError } from '../../src/errors.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { removedSlice } from '../../src/model/drops.ts'
import { foldModel } from '../../src/model/model.ts'
import { nameOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { answerAll, type Question } from '../prompts.ts'
import {
  kindNamed,
  kinds,
  type OtherKind,
  type RemoveAnswers,
  removeNotices,
  removeOperation,
  tablesOf,
} from './plan.ts'

/** `plop remove` */
export const generator: OperationGenerator<RemoveAnswers> = {
  answer,
  operation: removeOperation,
  notices: removeNotices,
  keepEdited: ({ keepEdited }) => keepEdited,
  already: ({ name, kind = 'resource' }) => ({
    message: `The ${kind} ${name} was removed already`,
  }),
}

async function answer(
  { flags, positionals }: Arguments,
  { manifest, session, asking, ask }: Context,
): Promise<RemoveAnswers> {
  const { resources, integrations, webhooks } = foldModel(manifest)
  const given = nameOf({ flags, positionals })
  const keepEdited = Boolean(flags['keep-edited'])
  const others = { integration: namesOf(integrations), webhook: namesOf(webhooks) }
  const kind = kindMeant(flags, given, manifest)
  if (given !== undefined && kind !== undefined) {
    return { name: given, kind, allowDataLoss: true, keepEdited }
  }
  const choices = [
    ...resources.map(({ spelled }) => ({ value: spelled })),
    ...kinds.flatMap((of) => others[of].map((file) => ({ value: `${file} (${of})` }))),
  ]
  const question: Question = {
    kind: 'select',
    name: 'name',
    flag: '[name]',
    message: `Which ${['resource', ...kinds.filter((of) => others[of].length > 0)].join(' or ')}?`,
    choices,
  }
  if (choices.length === 0) {
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
  const [, file, chosen] = /^(.*) \((integration|webhook)\)$/.exec(String(name)) ?? []
  if (file !== undefined) {
    return { name: file, kind: chosen as OtherKind, allowDataLoss: true, keepEdited }
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

function namesOf(found: readonly { readonly file: string }[]): readonly string[] {
  return found.map(({ file }) => file)
}

/** What the flags say, or where nothing but that has the name. */
function kindMeant(
  flags: Arguments['flags'],
  given: string | undefined,
  manifest: Manifest,
): OtherKind | undefined {
  const said = kinds.filter((kind) => flags[kind])
  if (said.length > 1) {
    throw usageError('One of --integration and --webhook goes.', { help: 'Run it twice for both.' })
  }
  return said[0] ?? (given === undefined ? undefined : kindNamed(manifest, given))
}
