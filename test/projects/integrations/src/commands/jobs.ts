import { parseArgs } from 'node:util'
import type { DatabaseHandle } from '../database/connection.ts'
import { createBoss, DEAD_LETTERS } from '../jobs/boss.ts'
import { countJobs } from '../jobs/counts.ts'
import { onDatabase, type Program, runAsProgram } from './program.ts'

const usage = `Usage: node src/commands/jobs.ts <command>

  status           how many jobs wait, are at work, and were given up, for each kind
  failed           the jobs that were given up, with the reason
  replay [name]    puts jobs that were given up back into their queues: all, or those of one kind
`

type Say = (line: string) => void
type Command = (db: DatabaseHandle['db'], say: Say, name?: string) => Promise<void>

/** How many are shown, and how many are put back at a time. */
const LIMIT = 1_000

export const commands: Readonly<Record<'status' | 'failed' | 'replay', Command>> = {
  async status(db, say) {
    const counts = await countJobs(db)
    for (const { name, waiting, active, failed } of counts) {
      if (name === DEAD_LETTERS) say(`${name}: ${waiting} given up`)
      else say(`${name}: ${waiting} waiting, ${active} at work, ${failed} failed`)
    }
    if (counts.length === 0) say('There are no queues yet: a worker makes them.')
  },

  async failed(db, say) {
    const boss = createBoss(db)
    const isThere = await boss.getQueue(DEAD_LETTERS)
    const options = { queued: true, limit: LIMIT }
    const jobs = isThere ? await boss.findJobs<object>(DEAD_LETTERS, options) : []
    for (const { sourceName, sourceId, createdOn, data, sourceOutput } of jobs) {
      const job = { name: sourceName, id: sourceId, at: createdOn, data, output: sourceOutput }
      say(JSON.stringify(job))
    }
    if (jobs.length === 0) say('No job was given up.')
  },

  async replay(db, say, name) {
    const boss = createBoss(db)
    const filter = name === undefined ? {} : { sourceName: name }
    const isThere = await boss.getQueue(DEAD_LETTERS)
    let replayed = 0
    for (let last = isThere ? LIMIT : 0; last === LIMIT; replayed += last) {
      last = await boss.redrive(DEAD_LETTERS, { ...filter, limit: LIMIT })
    }
    say(`${replayed} put back.`)
  },
}

const main: Program = async (words, { env, out, err }) => {
  const { positionals } = parseArgs({ args: [...words], allowPositionals: true })
  const [word = '', name, ...more] = positionals
  const takesName = word === 'replay'
  if (!Object.hasOwn(commands, word) || more.length > 0 || (name !== undefined && !takesName)) {
    err(usage)
    return 2
  }
  const command = commands[word as keyof typeof commands]
  await onDatabase(env, ({ db }) => command(db, (line) => out(`${line}\n`), name))
  return 0
}

await runAsProgram(import.meta.url, main)
