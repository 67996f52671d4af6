import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Where peers are installed and projects are made; git-ignored, safe to delete. */
export const work = join(repository, 'bench', '.work')

/**
 * Installs exact versions of packages once into a folder of their own.
 *
 * @param {string} name the folder below `bench/.work`
 * @param {Record<string, string>} dependencies exact versions by package name
 * @returns {string} absolute path of the folder
 */
export function installed(name, dependencies) {
  const folder = join(work, name)
  const manifest = `${JSON.stringify({ name: `bench-${name}`, private: true, dependencies, allowScripts: { node: true } }, null, 2)}\n`
  if (!existsSync(join(folder, 'node_modules'))) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), manifest)
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  return folder
}

/**
 * Runs whole commands in turn, round after round, so that a noisy moment of the machine meets all
 * of them alike.
 *
 * @param {{ name: string, command: string[], cwd: string, env?: NodeJS.ProcessEnv, before?: () => void }[]} contestants
 * @param {number} rounds
 * @returns {Map<string, number>} the median of the wall time in milliseconds, by name
 */
export function medians(contestants, rounds) {
  const times = new Map(contestants.map(({ name }) => [name, /** @type {number[]} */ ([])]))
  for (let round = -1; round < rounds; round++) {
    for (const { name, command, cwd, env, before } of contestants) {
      before?.()
      const [program = '', ...args] = command
      const start = process.hrtime.bigint()
      execFileSync(program, args, { cwd, env: { ...process.env, ...env }, stdio: 'ignore' })
      const elapsed = Number(process.hrtime.bigint() - start) / 1e6
      // The first round warms the file cache and does not count.
      if (round >= 0) times.get(name)?.push(elapsed)
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]))
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** @param {string} folder */
export function emptied(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}
