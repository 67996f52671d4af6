import type { Arguments } from '../../src/cli/command.ts'
import type { ChangeTexts } from '../../src/model/evolution/changes.ts'
import { foldModel } from '../../src/model/model.ts'
import { nameOf, textOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { answerAll, type Question } from '../prompts.ts'
import { changeable, type FieldAnswers, fieldNotices, fieldOperation } from './plan.ts'
import { askChanges } from './prompts.ts'

/** `plop field` */
export const generator: OperationGenerator<FieldAnswers> = {
  answer,
  operation: fieldOperation,
  notices: fieldNotices,
  already: ({ name }) => ({ message: `The fields of ${name} are so already` }),
}

async function answer(
  { flags, positionals }: Arguments,
  { manifest, session, asking, ask }: Context,
): Promise<FieldAnswers> {
  const question: Question = {
    kind: 'select',
    name: 'name',
    flag: '[resource]',
    message: 'Of which resource?',
    choices: changeable(foldModel(manifest)).map((value) => ({ value })),
  }
  const { name } = await answerAll([question], {
    given: { name: nameOf({ flags, positionals }) },
    yes: Boolean(flags.yes),
    interactive: session.interactive,
    ask,
    example: 'npx plop field article -- --add "subtitle:string?"',
  })
  const given: ChangeTexts = Object.fromEntries(
    (['drop', 'rename', 'alter', 'add'] as const).flatMap((key) => {
      const text = textOf(flags[key])
      return text === undefined ? [] : [[key, text]]
    }),
  )
  const answers: FieldAnswers = {
    name: String(name),
    ...given,
    ...(flags['allow-data-loss'] && { allowDataLoss: true }),
  }
  if (!asking || Object.keys(given).length > 0) return answers
  return askChanges(answers, { manifest, ask, say: session.say })
}
