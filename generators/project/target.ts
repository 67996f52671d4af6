import { homedir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { checkTarget } from '../../src/commit/new-project.ts'
import { UserError, usageError } from '../../src/errors.ts'
import { findProjectRoot } from '../../src/manifest/file.ts'
import { MANIFEST_FILE } from '../../src/manifest/manifest.ts'
import { projectNameProblem, suggestProjectName } from '../../src/model/project-name.ts'

export interface Target {
  /** Absolute. */
  readonly folder: string
  /** The package's name. */
  readonly name: string
}

/**
 * Where the project goes and what it is called, once both are fit for it. Nothing is written.
 *
 * @param typed the directory as typed
 * @param name the package's name, where it was said
 * @throws UserError for a folder that is in use or cannot be made, and for a name npm would refuse
 */
export async function findTarget(
  typed: string,
  { cwd, name }: { readonly cwd: string; readonly name: string | undefined },
): Promise<Target> {
  if (typed.trim() === '') throw usageError('The directory is empty.', { help: 'Name one.' })
  if (/\p{Cc}/u.test(typed)) {
    throw usageError('The directory has a control character in it.', {
      where: JSON.stringify(typed),
      help: 'Name a directory without one.',
    })
  }
  if (/^~(?:\/|$)/.test(typed)) {
    throw usageError(
      'Here ~ is not the home folder; only a shell, and without quotes, reads it so.',
      {
        where: typed,
        help: `Write it out: ${join(homedir(), typed.slice(1))}`,
      },
    )
  }
  const folder = resolve(cwd, typed)
  checkName(name ?? basename(folder), name === undefined)
  await checkTarget(folder)
  refuseNesting(folder)
  return { folder, name: name ?? basename(folder) }
}

function checkName(name: string, fromFolder: boolean): void {
  const problem = projectNameProblem(name)
  if (problem === undefined) return
  const short = name.length > 60 ? `${name.slice(0, 57)}...` : name
  const flag = `--name ${suggestProjectName(name)}`
  throw new UserError(`A project cannot be named ${JSON.stringify(short)}: ${problem}.`, {
    help: fromFolder ? `Take another directory, or keep it and add ${flag}.` : `Say ${flag}.`,
  })
}

function refuseNesting(folder: string): void {
  const outer = findProjectRoot(folder)
  if (outer === undefined) return
  throw new UserError('This would be a project inside a project.', {
    where: join(outer, MANIFEST_FILE),
    help: `Take a directory outside ${outer}.`,
  })
}
