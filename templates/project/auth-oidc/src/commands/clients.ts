import { parseArgs } from 'node:util'
import { SCOPES_PATTERN } from '../auth/clients/client.schemas.ts'
import { type Clients, createClients } from '../auth/clients/clients.ts'
import { createSecurityEvents, type SecurityEvents } from '../observability/security-events.ts'
import { systemClock } from '../shared/clock.ts'
import { newId } from '../shared/id.ts'
import { onDatabase, type Program, runAsProgram } from './program.ts'

const usage = `Usage: node src/commands/clients.ts <command>

  add <name> --scopes "a b"   makes a client, a program that calls in its own name, and prints its id
                              and its secret, which is shown this once
  list                        the clients, with what they may do
  disable <id>                it gets no token any more, and those that it has are refused at once
`

type Say = (line: string) => void
type Command = (clients: Clients, events: SecurityEvents, say: Say) => Promise<number>

/** What the words of a command line ask for; undefined where nobody knows. */
export function commandOf(words: readonly string[]): Command | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { scopes: { type: 'string' } },
    })
    const [command, word, ...others] = positionals
    if (others.length > 0) return undefined
    if (command === 'add' && word !== undefined) return add(word, values.scopes ?? '')
    if (values.scopes !== undefined) return undefined
    if (command === 'list' && word === undefined) return list
    return command === 'disable' && word !== undefined ? disable(word) : undefined
  } catch {
    return undefined
  }
}

function add(name: string, scopes: string): Command | undefined {
  const isGood =
    scopes === '' || (scopes.length <= 1_000 && new RegExp(SCOPES_PATTERN).test(scopes))
  if (!isGood || !/^[ -~]{1,100}$/.test(name)) return undefined
  return async (clients, events, say) => {
    const { id, secret } = await clients.add(name, [...new Set(scopes.split(' ').filter(Boolean))])
    events.record('auth.client.created', { clientId: id })
    say(`client_id      ${id}`)
    say(`client_secret  ${secret}`)
    return 0
  }
}

const list: Command = async (clients, _events, say) => {
  const all = await clients.list()
  for (const { id, name, scopes, disabledAt } of all) {
    say(
      [id, name, scopes.join(' ') || '(no scopes)', disabledAt ? 'disabled' : ''].join('  ').trim(),
    )
  }
  if (all.length === 0) say('There are no clients.')
  return 0
}

function disable(id: string): Command {
  return async (clients, events, say) => {
    const isDisabled = await clients.disable(id)
    if (isDisabled) events.record('auth.client.disabled', { clientId: id })
    say(isDisabled ? `${id} is disabled.` : 'There is no such client that is enabled.')
    return isDisabled ? 0 : 1
  }
}

const main: Program = async (words, { env, out, err }) => {
  const command = commandOf(words)
  if (!command) {
    err(usage)
    return 2
  }
  return onDatabase(env, ({ db }, logger) => {
    const clients = createClients({ db, clock: systemClock, newId })
    const say: Say = (line) => out(`${line}\n`)
    return command(clients, createSecurityEvents(logger), say)
  })
}

await runAsProgram(import.meta.url, main)
