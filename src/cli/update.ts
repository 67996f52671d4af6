import type { RunnableCommand } from './command.ts'
import { keepEditedFlag, runFlags } from './run-flags.ts'

const usage = 'create-alex-api update'
const newer = 'npx create-alex-api@latest update'

/** `create-alex-api update`: the project as this version makes it, with all that is yours. */
export const updateCommand: RunnableCommand = {
  name: 'update',
  usage,
  summary:
    'Brings a project that an older version made to the version that runs, so run a newer one: ' +
    `${newer}. What the old version made of the project and what the new one makes of it are ` +
    'compared, and the difference is merged into your files. Migrations that exist stay as they are.',
  positionals: [],
  flags: [
    {
      name: 'check',
      summary:
        'Says whether there is a newer version, and changes nothing. Exits with 1 where there is one, ' +
        '0 where not, 2 where that cannot be told.',
      group: 'The update',
      example: `${usage} --check --json`,
    },
    {
      name: 'continue',
      summary: 'Finishes an update that has left conflict markers, as `create-alex-api continue`.',
      group: 'The update',
      example: `${usage} --continue`,
    },
    {
      name: 'abort',
      summary: 'Takes back an update that has left conflict markers, as `create-alex-api abort`.',
      group: 'The update',
      example: `${usage} --abort`,
    },
    {
      name: 'no-install',
      summary: 'Does not install the new dependencies.',
      group: 'The run',
      example: `${usage} --no-install`,
    },
    keepEditedFlag(usage),
    ...runFlags(usage, `${usage} --help`),
  ],
  examples: [
    [newer, 'Shows what would change and what is new, and asks.'],
    [`${newer} --dry-run`, 'Shows it, and changes nothing.'],
    [`${newer} --yes --conflicts markers`, 'Writes conflicts into the files, to be settled there.'],
    [`${usage} --check`, 'Whether there is a newer version; for CI.'],
  ],
  help: `${usage} --help`,
  async run(args, session) {
    const { runUpdate } = await import('../../generators/update/index.ts')
    return runUpdate(args, session)
  },
}
