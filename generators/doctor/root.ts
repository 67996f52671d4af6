import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { findProjectRoot } from '../../src/manifest/file.ts'
import { PACKAGE_NAME } from '../../src/manifest/manifest.ts'
import { parseObject } from './examination.ts'
import { dependenciesOf } from './packages.ts'

/** The project of a folder or of one above it; also one that has lost its manifest. */
export function findDamagedRoot(cwd: string): string | undefined {
  return findProjectRoot(cwd) ?? findDependent(resolve(cwd))
}

function findDependent(folder: string): string | undefined {
  if (dependsOnUs(folder)) return folder
  return dirname(folder) === folder ? undefined : findDependent(dirname(folder))
}

function dependsOnUs(folder: string): boolean {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8')
    return dependenciesOf(parseObject(text)).has(PACKAGE_NAME)
  } catch {
    return false
  }
}
