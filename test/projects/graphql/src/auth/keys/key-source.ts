import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Clock } from '../../shared/clock.ts'
import type { AuthConfig } from '../config.ts'
import { createKey, parseKeySet, printKeySet } from './key-set.ts'

/** Where the keys come from. */
export interface KeySource {
  /** Whether it may be another the next time. */
  readonly canChange: boolean
  read(): Promise<string>
  parse: typeof parseKeySet
}

/** The source that the configuration names. In development the first process makes it. */
export async function openKeySource(
  { keys }: Pick<AuthConfig, 'keys'>,
  clock: Clock,
): Promise<KeySource> {
  if (keys.from === 'memory') return fixed(firstKeySet(clock))
  if (keys.from === 'variable') return fixed(keys.json)
  if (keys.from === 'development') await createOnce(keys.path, firstKeySet(clock))
  return { canChange: true, read: () => readFile(keys.path, 'utf8'), parse: parseKeySet }
}

/** The keys to begin with: one, that signs at once. */
export function firstKeySet(clock: Clock): string {
  return printKeySet([createKey(Math.floor(clock.now().getTime() / 1_000))])
}

function fixed(text: string): KeySource {
  return { canChange: false, read: async () => text, parse: parseKeySet }
}

/**
 * Writes a file that is not there yet, for nobody else to read. Of several that do so at once one
 * writes it, and none finds half of it: it gets its name when it is whole.
 */
async function createOnce(path: string, text: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true })
  const draft = join(folder, `.keys-${randomBytes(8).toString('hex')}`)
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' })
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
}
