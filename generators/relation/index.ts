import type { Arguments } from '../../src/cli/command.ts'
import { UserError } from '../../src/errors.ts'
import type { OnDelete } from '../../src/model/field.ts'
import { foldModel } from '../../src/model/model.ts'
import { changeable } from '../field/plan.ts'
import { textOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { answerAll, type Question } from '../prompts.ts'
import {
  parseKind,
  type RelationAnswers,
  relationField,
  relationNotices,
  relationOperation,
} from './plan.ts'
import { askRelation } from './prompts.ts'

/** `plop relation` */
export const generator: OperationGenerator<RelationAnswers> = {
  answer,
  operation: relationOperation,
  notices: relationNotices,
  already: ({ from, to }) => ({ message: `${from} and ${to} are related so already` }),
}

async function answer(
  { flags, positionals }: Arguments,
  { manifest, session, asking, ask }: Context,
): Promise<RelationAnswers> {
  const { stored } = foldModel(manifest)
  const names = changeable(foldModel(manifest))
  const [from, to] = positionals
  if (stored.length === 0) {
    throw new UserError('No resource has a table, and so there is nothing to lead to.', {
      help: 'Make one first: npx plop resource',
    })
  }
  const questions: readonly Question[] = [
    {
      kind: 'select',
      name: 'from',
      flag: '[from]',
      message: 'Which resource gets the field?',
      choices: names.map((value) => ({ value })),
    },
    {
      kind: 'select',
      name: 'to',
      flag: '[to]',
      message: 'Which one does it lead to?',
      choices: stored.map(({ spelled }) => ({ value: spelled })),
    },
  ]
  const between = await answerAll(questions, {
    given: { from, to },
    yes: Boolean(flags.yes),
    interactive: session.interactive,
    ask,
    example: 'npx plop relation article user -- --field author',
  })
  const ends = { from: String(between.from), to: String(between.to) }
  const [kind, field, onDelete] = [flags.kind, flags.field, flags['on-delete']].map(textOf)
  const given = {
    ...ends,
    ...(kind !== undefined && { kind: parseKind(kind, ends) }),
    ...(field !== undefined && { field }),
    ...(onDelete !== undefined && { onDelete: onDelete as OnDelete }),
    ...(flags.required && { required: true }),
  }
  if (asking) return askRelation(given, { manifest, ask, say: session.say })
  const answers = { kind: 'many-to-one' as const, ...given }
  // What cannot be said at all is refused before anything is planned.
  relationField(manifest, answers)
  return answers
}
