import type { Arguments } from '../../src/cli/command.ts'
import { nameOf, textOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { answerAll, problemOf, type Question } from '../prompts.ts'
import { aYearAfter, type VersionAnswers, versionable, versionOperation } from './plan.ts'

/** `plop version` */
export const generator: OperationGenerator<VersionAnswers> = {
  answer,
  operation: versionOperation,
  already: ({ name }) => ({ message: `The latest version of ${name} is that one already` }),
}

async function answer(
  { flags, positionals }: Arguments,
  { manifest, session, asking, ask }: Context,
): Promise<VersionAnswers> {
  const question: Question = {
    kind: 'select',
    name: 'name',
    flag: '[name]',
    message: 'Of which resource?',
    choices: versionable(manifest).map((value) => ({ value })),
  }
  const { name } = await answerAll([question], {
    given: { name: nameOf({ flags, positionals }) },
    yes: Boolean(flags.yes),
    interactive: session.interactive,
    ask,
    example: 'npx plop version article -- --sunset 2027-06-30',
  })
  const notice = textOf(flags.notice)
  const given = { name: String(name), ...(notice !== undefined && { notice }) }
  const sunset = textOf(flags.sunset)
  if (sunset !== undefined) return { ...given, sunset }
  if (!asking) return given
  const typed = await ask({
    kind: 'text',
    name: 'sunset',
    flag: '--sunset',
    message: 'On which day does the version before end?',
    default: aYearAfter(new Date()),
    check: (day) =>
      problemOf(() => versionOperation(manifest, { ...given, sunset: day }, new Date())),
  })
  return { ...given, sunset: String(typed) }
}
