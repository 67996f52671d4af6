import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { usageError } from '../../src/errors.ts'
import { findProject, runOptions } from '../change/project.ts'
import { terminalAsk } from '../prompts.ts'
import type { GeneratorEntry, Run } from './operation.ts'

/**
 * Finds the project and gets every answer.
 *
 * @param from a folder of the project
 * @throws UserError for a missing project, a broken manifest, and what the generator refuses
 */
export async function askRun<Answers>(
  entry: GeneratorEntry<Answers>,
  args: Arguments,
  { from, session }: { readonly from: string; readonly session: Session },
): Promise<Run<Answers>> {
  const { root, manifest } = await findProject(from)
  const generator = await entry.load()
  const asking = session.interactive && !args.flags.yes
  const ask = terminalAsk(session.interrupted)
  return {
    ...runOptions(entry.name, root, args, session),
    entry,
    generator,
    answers: await generator.answer(args, { root, manifest, session, asking, ask }),
  }
}

/** The name, as an argument or as `--name`. */
export function nameOf({ flags, positionals }: Arguments): string | undefined {
  const [typed, flag] = [positionals[0], textOf(flags.name)]
  if (typed !== undefined && flag !== undefined && typed !== flag) {
    throw usageError(`Two names are given, ${typed} and --name ${flag}.`, { help: 'Give one.' })
  }
  return typed ?? flag
}

/** What follows a flag, where it was given. */
export function textOf(value: string | true | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/**
 * What follows the flags that were given, by the names that the answers have for them.
 *
 * @param keys flag to name: `total-timeout` to `totalTimeout`
 */
export function textsOf<Key extends string>(
  flags: Arguments['flags'],
  keys: Readonly<Record<string, Key>>,
): { [K in Key]?: string } {
  const texts: { [K in Key]?: string } = {}
  for (const [flag, key] of Object.entries(keys)) {
    const text = textOf(flags[flag])
    if (text !== undefined) texts[key] = text
  }
  return texts
}
