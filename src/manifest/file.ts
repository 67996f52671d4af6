import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { MANIFEST_FILE, type Manifest } from './manifest.ts'
import { parseManifest, parseManifestOfAny } from './parse.ts'

// The only file of this folder that reads the disk.

/** The nearest folder, from `cwd` upwards, that has an `alex.json`. */
export function findProjectRoot(cwd: string): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (existsSync(join(folder, MANIFEST_FILE))) return folder
    if (folder === dirname(folder)) return undefined
  }
}

/**
 * Reads and checks the manifest of a project.
 *
 * @param root the project's folder
 * @param version the version of the running copy, which must be the manifest's
 * @param options `older`: or the manifest's may be older than that
 * @throws UserError naming file, line, column and key, and what to do
 */
export async function readManifest(
  root: string,
  version: string,
  { older = false } = {},
): Promise<Manifest> {
  return parseManifest(await readText(join(root, MANIFEST_FILE)), { version, older })
}

/**
 * Reads the manifest of a project, whatever version made it: to end an operation that another
 * version has left pending.
 *
 * @throws UserError as `readManifest` does
 */
export async function readManifestOfAny(root: string, version: string): Promise<Manifest> {
  return parseManifestOfAny(await readText(join(root, MANIFEST_FILE)), version)
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') {
      throw new UserError(`There is no ${MANIFEST_FILE} here.`, {
        where: path,
        help: 'Go to a project made by create-alex-api, or make one: npx create-alex-api my-api',
      })
    }
    throw new UserError(`${MANIFEST_FILE} cannot be read (${code ?? message}).`, {
      where: path,
      help: 'Make it a file that you may read.',
      cause: error,
    })
  }
}
