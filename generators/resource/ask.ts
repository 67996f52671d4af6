import type { Arguments } from '../../src/cli/command.ts'
import { parseAccess } from '../../src/model/access.ts'
import { parseDescription } from '../../src/model/description.ts'
import { parseApiVersion } from '../../src/model/versions.ts'
import { nameOf, textOf } from '../operation/ask.ts'
import type { Context } from '../operation/operation.ts'
import { answerAll } from '../prompts.ts'
import { resourceCommand } from './command.ts'
import { askNewFields } from './field-prompts.ts'
import { checkFreeName, type ResourceAnswers } from './plan.ts'
import { askAccess, askPlural, resourceQuestions } from './prompts.ts'

/**
 * Whom it is for, how it is removed, what it is and where its API begins, where that was given.
 *
 * @throws UserError for what that cannot be, before anything is asked
 */
export function optionsOf({ access, guard, description, ...flags }: Arguments['flags']) {
  const [word, name, text, version] = [access, guard, description, flags['api-version']].map(textOf)
  if (word !== undefined) parseAccess(word)
  if (text !== undefined) parseDescription(text)
  return {
    ...(word !== undefined && { access: word }),
    ...(name !== undefined && { guard: name }),
    ...(flags['soft-delete'] && { softDelete: true }),
    ...(text !== undefined && { description: text }),
    ...(version !== undefined && { apiVersion: parseApiVersion(version) }),
  }
}

/** Gets every answer of `plop resource`: from the command line, or by asking. */
export async function answerResource(
  { flags, positionals }: Arguments,
  { manifest, session, asking, ask }: Context,
): Promise<ResourceAnswers> {
  const given = { name: nameOf({ flags, positionals }), fields: textOf(flags.fields) }
  const typedPlural = textOf(flags.plural)
  const options = optionsOf(flags)
  const questions = resourceQuestions((typed) => checkFreeName(manifest, typed, typedPlural))

  const { name } = await answerAll(asking ? [questions.name] : [questions.name, questions.fields], {
    given,
    yes: Boolean(flags.yes),
    interactive: session.interactive,
    ask,
    example: `${resourceCommand.usage} article -- --fields "title:string(200)"`,
  })
  if (given.fields === undefined) checkFreeName(manifest, String(name), typedPlural)
  const plural =
    asking && typedPlural === undefined ? await askPlural(ask, String(name)) : typedPlural
  const access = asking && options.access === undefined ? await askAccess(ask) : options.access
  const known = {
    name: String(name),
    ...(plural !== undefined && { plural }),
    ...options,
    ...(access !== undefined && { access }),
  }
  const fields = given.fields ?? (await askNewFields(known, { manifest, session, ask }))
  return { ...known, fields }
}
