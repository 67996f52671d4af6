import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { refusePending } from '../../src/commit/pending.ts'
import { UserError, usageError } from '../../src/errors.ts'
import { findProjectRoot, readManifest } from '../../src/manifest/file.ts'
import { packageVersion } from '../../src/package.ts'
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
  const root = findProjectRoot(from)
  if (root === undefined) throw noProject(from)
  await refusePending(root)
  const manifest = await readManifest(root, packageVersion())
  const generator = await entry.load()
  const { flags } = args
  const asking = session.interactive && !flags.yes
  const ask = terminalAsk(session.interrupted)
  return {
    entry,
    generator,
    answers: await generator.answer(args, { root, manifest, session, asking, ask }),
    root,
    confirm: asking,
    dryRun: Boolean(flags['dry-run']),
    json: Boolean(flags.json),
    onConflict: flags.conflicts === 'markers' ? 'markers' : 'fail',
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

/** The error that there is no project in a folder. */
export function noProject(from: string): UserError {
  return new UserError('This is no project of create-alex-api: there is no alex.json.', {
    where: `${from}, and every folder above it`,
    help: 'Go to a project, or make one: npx create-alex-api my-api',
  })
}
