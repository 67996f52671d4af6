import { mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { nodeVersions } from '../../../src/model/model.ts'
import { packageManagers } from '../../../src/model/package-managers.ts'
import { succeed } from './run.ts'

/** The PATH of a person's machine: nothing that npm or the test runner put in front. */
export function plainPath(...first: readonly string[]): string {
  const rest = (process.env.PATH ?? '').split(delimiter)
  return [...first, ...rest.filter((folder) => !folder.includes('node_modules'))].join(delimiter)
}

/**
 * Installs Node 24 and every package manager but npm by npm, each in the version that projects
 * name.
 *
 * @returns the folder of their programs
 */
export async function installManagers(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const managers = Object.values(packageManagers).flatMap(
    ({ setup }) => setup.at(-1)?.split(' ').at(-1) ?? [],
  )
  const options = ['--no-audit', '--no-fund', '--prefix', folder]
  await succeed('npm', ['install', ...options, `node@${nodeVersions.pinned}`, ...managers], {
    cwd: folder,
  })
  return join(folder, 'node_modules/.bin')
}
