import { afterAll } from 'vitest'
import { type NewerOptions, type NewerVersion, newerVersion } from '../../support/newer-version.ts'
import { type Finished, type RunOptions, runNode } from './program.ts'

const made: NewerVersion[] = []
afterAll(() => {
  for (const { remove } of made) remove()
})

/** A newer version, removed after the last test of the file. */
export function aNewerVersion(options: NewerOptions = {}): NewerVersion {
  const newer = newerVersion(options)
  made.push(newer)
  return newer
}

/** Runs a newer version as a process without a terminal. */
export function runNewer(
  { program }: NewerVersion,
  args: readonly string[],
  options: RunOptions,
): Promise<Finished> {
  return runNode([program, ...args], options)
}
