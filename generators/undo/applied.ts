import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { Session } from '../../src/cli/session.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { type PackageManager, packageManagers } from '../../src/model/package-managers.ts'
import { readProgram, type Said } from '../../src/steps/read.ts'

/** What the configured database says of the migrations, or why it cannot be asked. */
export type Applied =
  | {
      /** In the order in which they were applied. */
      readonly names: readonly string[]
    }
  | { readonly unknown: string }

/** What the configured database says of one migration. */
export interface MigrationState {
  readonly name: string
  /** Null: not applied yet. */
  readonly appliedAt: string | null
  /** `up` or `down`, where it stopped half-way. */
  readonly unfinished?: string | null
  /** False: there is no file of it here. */
  readonly hasFile: boolean
}

/** Asks the project, by its own script, which migrations its database has. */
export async function appliedMigrations(
  root: string,
  manifest: Manifest,
  session: Session,
): Promise<Applied> {
  if (isUntouched(root, session.env)) return { names: [] }
  const manager = packageManagers[manifest.packageManager]
  if (!existsSync(join(root, 'node_modules'))) {
    return { unknown: `nothing is installed (${manager.install}), so the project cannot be asked` }
  }
  const asked = await askMigrations(root, manager, { signal: session.interrupted })
  if ('unknown' in asked) return asked
  const there = asked.states.filter(({ appliedAt, unfinished }) => appliedAt ?? unfinished)
  return { names: there.map(({ name }) => name) }
}

/** Asks the project by its own script; what is in `env` counts more than its file. */
export async function askMigrations(
  root: string,
  { commands, run }: PackageManager,
  options: { readonly signal: AbortSignal; readonly env?: Readonly<Record<string, string>> },
): Promise<{ readonly states: readonly MigrationState[] } | { readonly unknown: string }> {
  const said = await readProgram(commands.run('db:status', '--json'), { cwd: root, ...options })
  const states = statesIn(said.stdout)
  if (states !== undefined) return { states }
  return { unknown: `${run} db:status says: ${reasonOf(said)}` }
}

/** No database is configured, and the embedded one was never made. */
function isUntouched(root: string, env: Session['env']): boolean {
  const folder = embeddedFolder(root, env)
  return folder !== undefined && !existsSync(folder)
}

/** Where the embedded database is, or would be; undefined where another one is configured. */
export function embeddedFolder(root: string, env: Session['env']): string | undefined {
  const file = { ...readEnv(join(root, '.env')), ...env }
  if (file.DATABASE_URL || file.DATABASE_URL_FILE) return undefined
  return join(resolve(root, file.DATA_DIR || '.data'), 'pglite')
}

function readEnv(path: string): Readonly<Record<string, string | undefined>> {
  try {
    return parseEnv(readFileSync(path, 'utf8')) as Record<string, string>
  } catch {
    return {}
  }
}

/** A package manager may print lines of its own around the one that is looked for. */
function statesIn(stdout: string): readonly MigrationState[] | undefined {
  for (const line of stdout.split('\n').filter((text) => text.startsWith('{'))) {
    try {
      const { migrations } = JSON.parse(line) as { migrations?: readonly MigrationState[] }
      if (Array.isArray(migrations)) return migrations
    } catch {
      // Not that line.
    }
  }
  return undefined
}

/** What a person can act upon: what a package manager says about itself tells nobody anything. */
export function reasonOf({ stderr, stdout, exitCode }: Said): string {
  const lines = `${stderr}\n${stdout}`.split('\n').map((line) => line.trim())
  const own = lines.filter(
    (line) => line !== '' && !/^(>|\$|npm |ELIFECYCLE|error:? script)/i.test(line),
  )
  return own.slice(0, 3).join(' ') || `nothing (exit code ${exitCode ?? 'none'})`
}
