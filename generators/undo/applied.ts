import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { Session } from '../../src/cli/session.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import { readProgram, type Said } from '../../src/steps/read.ts'

/** What the configured database says of the migrations, or why it cannot be asked. */
export type Applied =
  | {
      /** In the order in which they were applied. */
      readonly names: readonly string[]
    }
  | { readonly unknown: string }

/** Asks the project, by its own script, which migrations its database has. */
export async function appliedMigrations(
  root: string,
  manifest: Manifest,
  session: Session,
): Promise<Applied> {
  if (isUntouched(root, session.env)) return { names: [] }
  const { install, commands, run } = packageManagers[manifest.packageManager]
  if (!existsSync(join(root, 'node_modules'))) {
    return { unknown: `nothing is installed (${install}), so the project cannot be asked` }
  }
  const said = await readProgram(commands.run('db:status', '--json'), {
    cwd: root,
    signal: session.interrupted,
  })
  const names = namesIn(said.stdout)
  if (names !== undefined) return { names }
  return { unknown: `${run} db:status says: ${reasonOf(said)}` }
}

/** No database is configured, and the embedded one was never made. */
function isUntouched(root: string, env: Session['env']): boolean {
  const file = { ...readEnv(join(root, '.env')), ...env }
  if (file.DATABASE_URL || file.DATABASE_URL_FILE) return false
  return !existsSync(join(resolve(root, file.DATA_DIR || '.data'), 'pglite'))
}

function readEnv(path: string): Readonly<Record<string, string | undefined>> {
  try {
    return parseEnv(readFileSync(path, 'utf8')) as Record<string, string>
  } catch {
    return {}
  }
}

interface State {
  readonly name: string
  readonly appliedAt: string | null
}

/** A package manager may print lines of its own around the one that is looked for. */
function namesIn(stdout: string): readonly string[] | undefined {
  for (const line of stdout.split('\n').filter((text) => text.startsWith('{'))) {
    try {
      const { migrations } = JSON.parse(line) as { migrations?: readonly State[] }
      if (!Array.isArray(migrations)) continue
      return migrations.filter(({ appliedAt }) => appliedAt).map(({ name }) => name)
    } catch {
      // Not that line.
    }
  }
  return undefined
}

/** What a person can act upon: what a package manager says about itself tells nobody anything. */
function reasonOf({ stderr, stdout, exitCode }: Said): string {
  const lines = `${stderr}\n${stdout}`.split('\n').map((line) => line.trim())
  const own = lines.filter(
    (line) => line !== '' && !/^(>|\$|npm |ELIFECYCLE|error:? script)/i.test(line),
  )
  return own.slice(0, 3).join(' ') || `nothing (exit code ${exitCode ?? 'none'})`
}
