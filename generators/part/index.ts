import type { Arguments } from '../../src/cli/command.ts'
import { resourceNames } from '../../src/model/names.ts'
import type { Part } from '../../src/model/parts.ts'
import { neededBefore } from '../../src/model/slices.ts'
import { nameOf, textOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { answerAll, problemOf } from '../prompts.ts'
import { optionsOf } from '../resource/ask.ts'
import { askNewFields } from '../resource/field-prompts.ts'
import { sliceFolder } from '../resource/plan.ts'
import { askAccess, askPlural } from '../resource/prompts.ts'
import { partCommand } from './commands.ts'
import { type PartAnswers, partOperation, sliceOf } from './plan.ts'

/** `plop repository`, `plop service` or `plop controller`. */
export function partGenerator(part: Part): OperationGenerator<PartAnswers> {
  return {
    answer: async (args, context) => {
      const options = optionsOf(args.flags)
      return { ...options, ...(await answerPart(part, args, context)) }
    },
    operation: (manifest, answers, now) => partOperation(manifest, part, answers, now),
    already: ({ name, plural }) => ({
      message: `The project has a ${part} of ${name} already`,
      path: sliceFolder(name, plural),
    }),
  }
}

async function answerPart(
  part: Part,
  { flags, positionals }: Arguments,
  { manifest, session, asking, ask }: Context,
): Promise<PartAnswers> {
  const typedPlural = textOf(flags.plural)
  const given = textOf(flags.fields)
  const question = {
    kind: 'text' as const,
    name: 'name',
    flag: '[name]',
    message: 'What is one of them called?',
    check: (typed: string) => problemOf(() => resourceNames(typed, typedPlural)),
  }
  const { name } = await answerAll([question], {
    given: { name: nameOf({ flags, positionals }) },
    yes: Boolean(flags.yes),
    interactive: session.interactive,
    ask,
    example: partCommand(part).examples[0]?.[0] ?? '',
  })
  const known = { name: String(name), ...(typedPlural !== undefined && { plural: typedPlural }) }
  const fields = given !== undefined && { fields: given }
  const slice = sliceOf(manifest, known)
  if (slice !== undefined) {
    const { spelled, collection } = slice
    return { name: spelled, plural: collection, ...fields }
  }
  // Without a terminal, and where another part is needed first, the operation is what refuses.
  if (!asking || neededBefore(undefined, [part]) !== undefined) {
    return { ...known, ...fields }
  }
  const plural = typedPlural ?? (await askPlural(ask, known.name))
  // A service alone is asked by the program, and not by a caller.
  const access = part === 'service' ? undefined : (textOf(flags.access) ?? (await askAccess(ask)))
  const names = {
    ...known,
    ...(plural !== undefined && { plural }),
    ...(access !== undefined && { access }),
  }
  return { ...names, fields: given ?? (await askNewFields(names, { manifest, session, ask })) }
}
