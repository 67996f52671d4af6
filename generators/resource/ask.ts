import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { UserError, usageError } from '../../src/errors.ts'
import { findProjectRoot, readManifest } from '../../src/manifest/file.ts'
import { packageVersion } from '../../src/package.ts'
import { answerAll, terminalAsk } from '../prompts.ts'
import { resourceCommand } from './command.ts'
import { checkFreeName, type ResourceAnswers } from './plan.ts'
import { askFields, askPlural, resourceQuestions } from './prompts.ts'

/** What a run of `plop resource` was told, once everything is answered. */
export interface ResourceRun extends ResourceAnswers {
  readonly root: string
  /** Show the plan and ask before writing. */
  readonly confirm: boolean
  readonly dryRun: boolean
  readonly json: boolean
}

/**
 * Finds the project and gets every answer: from the command line, or by asking.
 *
 * @param from a folder of the project
 * @throws UserError for a missing project or answer, a broken manifest, a name that is taken
 */
export async function askResource(
  { flags, positionals }: Arguments,
  { from, session }: { readonly from: string; readonly session: Session },
): Promise<ResourceRun> {
  const root = findProjectRoot(from)
  if (root === undefined) throw noProject(from)
  const manifest = await readManifest(root, packageVersion())
  const given = { name: nameOf({ flags, positionals }), fields: textOf(flags.fields) }
  const typedPlural = textOf(flags.plural)
  const { interactive } = session
  const questions = resourceQuestions((typed) => checkFreeName(manifest, typed, typedPlural))
  const ask = terminalAsk(session.interrupted)
  const asking = interactive && !flags.yes

  const { name } = await answerAll(asking ? [questions.name] : [questions.name, questions.fields], {
    given,
    yes: Boolean(flags.yes),
    interactive,
    ask,
    example: `${resourceCommand.usage} article -- --fields "title:string(200)"`,
  })
  if (given.fields === undefined) checkFreeName(manifest, String(name), typedPlural)
  const plural =
    asking && typedPlural === undefined ? await askPlural(ask, String(name)) : typedPlural
  return {
    root,
    name: String(name),
    ...(plural !== undefined && { plural }),
    fields: given.fields ?? (await askFields(ask, session.say)),
    confirm: asking,
    dryRun: Boolean(flags['dry-run']),
    json: Boolean(flags.json),
  }
}

function nameOf({ flags, positionals }: Arguments): string | undefined {
  const [typed, flag] = [positionals[0], textOf(flags.name)]
  if (typed !== undefined && flag !== undefined && typed !== flag) {
    throw usageError(`Two names are given, ${typed} and --name ${flag}.`, { help: 'Give one.' })
  }
  return typed ?? flag
}

function textOf(value: string | true | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function noProject(from: string): UserError {
  return new UserError('This is no project of create-alex-api: there is no alex.json.', {
    where: `${from}, and every folder above it`,
    help: 'Go to a project, or make one: npx create-alex-api my-api',
  })
}
