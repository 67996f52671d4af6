import type { DatabaseHandle } from '../database/connection.ts'
import { migrateDown, migrateUp, readMigrationStates } from '../database/migrate.ts'
import { onDatabase, type Program, runAsProgram } from './program.ts'

const usage = `Usage: node src/commands/database.ts <command>

  migrate    apply every migration that is missing
  rollback   undo the last migration that was applied
  status     list the migrations; exits with 1 when one is missing, or stopped half-way, or has
             no file here
             (--json: as one line for a program to read)
`

type Say = (line: string) => void
type Command = (db: DatabaseHandle['db'], say: Say, asJson?: boolean) => Promise<number>

/** Each answers the exit code. */
export const commands: Readonly<Record<'migrate' | 'rollback' | 'status', Command>> = {
  async migrate(db, say) {
    const applied = await migrateUp(db)
    for (const name of applied) say(`applied  ${name}`)
    if (applied.length === 0) say('Nothing to apply.')
    return 0
  },

  async rollback(db, say) {
    const undone = await migrateDown(db)
    for (const name of undone) say(`undone  ${name}`)
    if (undone.length === 0) say('Nothing to undo.')
    return 0
  },

  async status(db, say, asJson) {
    const states = await readMigrationStates(db)
    const code = states.every((it) => it.appliedAt && !it.unfinished && it.hasFile) ? 0 : 1
    if (asJson) {
      say(JSON.stringify({ migrations: states }))
      return code
    }
    for (const { name, appliedAt, unfinished, hasFile } of states) {
      const when = appliedAt?.toISOString() ?? 'missing'.padEnd(24)
      const begun = unfinished ? '  (stopped half-way)' : ''
      say(`${when}  ${name}${begun}${hasFile ? '' : '  (no such file)'}`)
    }
    if (states.length === 0) say('There are no migrations.')
    return code
  },
}

/** The program. */
export const main: Program = async (words, { env, out, err }) => {
  const [word = '', ...flags] = words
  const asJson = word === 'status' && flags.join() === '--json'
  if (!Object.hasOwn(commands, word) || (flags.length > 0 && !asJson)) {
    err(usage)
    return 2
  }
  const command = commands[word as keyof typeof commands]
  return onDatabase(env, ({ db }) => command(db, (line) => out(`${line}\n`), asJson))
}

await runAsProgram(import.meta.url, main)
