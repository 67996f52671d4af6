import type { RunnableCommand } from './command.ts'
import { bareRunFlags } from './run-flags.ts'

/** `create-alex-api continue`: finishes an operation that has left conflict markers. */
export const continueCommand: RunnableCommand = {
  name: 'continue',
  asFlag: true,
  usage: 'create-alex-api continue',
  summary:
    'Finishes an operation that was run with --conflicts markers, once its conflicts are settled.',
  positionals: [],
  flags: bareRunFlags('create-alex-api continue'),
  examples: [
    ['create-alex-api continue', 'Finishes it; refuses while a marker is left.'],
    ['create-alex-api --continue', 'The same.'],
  ],
  help: 'create-alex-api continue --help',
  async run(args, session) {
    const { runSettle } = await import('../../generators/change/settle.ts')
    return runSettle('continue', args, session)
  },
}

/** `create-alex-api abort`: takes back an operation that has left conflict markers. */
export const abortCommand: RunnableCommand = {
  name: 'abort',
  asFlag: true,
  usage: 'create-alex-api abort',
  summary:
    'Takes back an operation that was run with --conflicts markers and is not finished. What you ' +
    'have changed since stays, but for what you made of the conflicts.',
  positionals: [],
  flags: bareRunFlags('create-alex-api abort'),
  examples: [
    ['create-alex-api abort', 'Every file is as it was before.'],
    ['create-alex-api --abort', 'The same.'],
  ],
  help: 'create-alex-api abort --help',
  async run(args, session) {
    const { runSettle } = await import('../../generators/change/settle.ts')
    return runSettle('abort', args, session)
  },
}
