import { chmodSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Fault, installFault } from './faults.ts'

// Loaded before a command (node --import), so that its writes can be counted, and one of them fail.

/** What happens to a command, and when. */
export type CommandFault =
  | { readonly fault: Fault; readonly at: number; readonly code?: string }
  /** From this write on, the folder that it goes to cannot be written to. */
  | { readonly fault: 'readonly'; readonly at: number }
  /** A person saves a file once the plan is made. */
  | { readonly fault: 'save'; readonly path: string; readonly content: string }

const wanted: CommandFault | undefined = JSON.parse(process.env.ALEX_FAULT ?? 'null') ?? undefined

const faulty = install()
process.on('exit', () => {
  if (process.env.ALEX_CALLS) writeFileSync(process.env.ALEX_CALLS, JSON.stringify(faulty.calls))
})

function install() {
  if (wanted === undefined) return installFault(-1, 'fail')
  if (wanted.fault === 'readonly') {
    return installFault(wanted.at, async (_, [path]) => chmodSync(dirname(String(path)), 0o555))
  }
  if (wanted.fault === 'save') {
    let saved = false
    return installFault(
      (name, path) => !saved && name === 'writeFile' && path.includes('journal'),
      async () => {
        saved = true
        writeFileSync(wanted.path, wanted.content)
      },
    )
  }
  return installFault(wanted.at, wanted.fault, wanted.code)
}
