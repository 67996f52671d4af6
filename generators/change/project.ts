import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { refusePending } from '../../src/commit/pending.ts'
import { UserError } from '../../src/errors.ts'
import { findProjectRoot, readManifest } from '../../src/manifest/file.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { packageVersion } from '../../src/package.ts'
import type { RunOptions } from './change.ts'

/**
 * The project of a folder, or of one above it.
 *
 * @throws UserError where there is none, its manifest is broken, or an operation is pending in it
 */
export async function findProject(
  from: string,
): Promise<{ readonly root: string; readonly manifest: Manifest }> {
  const root = findProjectRoot(from)
  if (root === undefined) throw noProject(from)
  await refusePending(root)
  return { root, manifest: await readManifest(root, packageVersion()) }
}

/** What every command is told of how it runs. */
export function runOptions(
  command: string,
  root: string,
  { flags }: Arguments,
  session: Session,
): RunOptions {
  return {
    command,
    root,
    confirm: session.interactive && !flags.yes,
    dryRun: Boolean(flags['dry-run']),
    json: Boolean(flags.json),
    onConflict: flags.conflicts === 'markers' ? 'markers' : 'fail',
    noInstall: Boolean(flags['no-install']),
  }
}

/** The error that there is no project in a folder. */
export function noProject(from: string): UserError {
  return new UserError('This is no project of create-alex-api: there is no alex.json.', {
    where: `${from}, and every folder above it`,
    help: 'Go to a project, or make one: npx create-alex-api my-api',
  })
}
