import { isIntegrationError } from '../../src/resilience/errors.ts'
import type { TestTarget } from './target.ts'
import type { ThirdParty } from './third-party.ts'

export interface Outage {
  readonly title: string
  readonly fake: ThirdParty
  readonly target: TestTarget
  readonly call: () => Promise<{ readonly source: string }>
  /** How long the circuit stays open. */
  readonly openMs: number
}

/** Takes a third party away and brings it back, and prints what its callers see. */
export async function showOutage({ title, fake, target, call, openMs }: Outage): Promise<void> {
  const passed = passTime()
  const print = (line: string) => void process.stdout.write(`${line}\n`)
  const show = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const before = fake.received.length
      const answer = await outcomeOf(call)
      const sent = fake.received.length - before
      print(`  ${target.state.padEnd(9)}  ${answer.padEnd(22)}  requests sent: ${sent}`)
    }
  }

  print(`${title}\n\nIt is well:`)
  await show(2)
  fake.behave({ kind: 'reset' })
  print('\nIt is gone: every connection is reset. The circuit opens, and nothing more is sent:')
  await show(8)
  print(`\nIt is back, ${openMs / 1_000} seconds later: one call tries, and the circuit closes:`)
  fake.behave({ kind: 'answer' })
  passed(openMs)
  await show(2)

  print('\nWhat the log said of the circuit:')
  for (const { event, state } of target.logs) {
    if (event === 'integration.circuit') print(`  ${state}`)
  }
  print('\nThe metrics:')
  for (const line of await target.metrics()) print(`  ${line}`)
}

async function outcomeOf(call: Outage['call']): Promise<string> {
  try {
    const { source } = await call()
    return source === 'live' ? 'answered' : `stands in: ${source}`
  } catch (error) {
    if (!isIntegrationError(error)) throw error
    return `failed: ${error.outcome}`
  }
}

/** Nobody wants to wait for it: the clock of this process is put forward. */
function passTime(): (ms: number) => void {
  const { now } = Date
  let shift = 0
  Date.now = () => now() + shift
  return (ms) => {
    shift += ms
  }
}
