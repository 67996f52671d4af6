import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PACKAGE_NAME } from './manifest/manifest.ts'

/** The folder of this package, from the sources as well as from the build. */
export function packageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (packageJson(folder)?.name === PACKAGE_NAME) return folder
    if (folder === dirname(folder)) throw new Error(`no package.json of ${PACKAGE_NAME} above`)
  }
}

/** The version of the running copy. */
export function packageVersion(): string {
  return packageJson(packageRoot())?.version ?? '0.0.0'
}

function packageJson(folder: string): { name?: string; version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
