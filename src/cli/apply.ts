import type { RunnableCommand } from './command.ts'
import { noInstallFlag, runFlags } from './run-flags.ts'

const apply = 'create-alex-api apply'

/** `create-alex-api apply`: changed overrides reach the files that are there. */
export const applyCommand: RunnableCommand = {
  name: 'apply',
  usage: apply,
  summary:
    'Brings overrides that were changed, added or deleted to the files that are there, merged with ' +
    'what you have written. Every other change of the project does so as well. Migrations that ' +
    'exist stay as they are.',
  positionals: [],
  flags: [
    {
      name: 'package',
      value: 'name',
      opposite: 'no-package',
      summary:
        "Also takes overrides from an npm package that is installed, from its folder templates; the project's own go before.",
      group: 'The overrides',
      example: `${apply} --package @acme/alex-conventions`,
    },
    {
      name: 'no-package',
      summary: 'No longer takes any from a package.',
      group: 'The overrides',
      example: `${apply} --no-package`,
    },
    noInstallFlag(apply),
    ...runFlags(apply, `${apply} --help`),
  ],
  examples: [
    [apply, 'Shows what would change, and asks.'],
    [`${apply} --dry-run`, 'Shows what would change, and changes nothing.'],
    [`${apply} --package @acme/alex-conventions --yes`, "Applies a team's overrides."],
  ],
  help: `${apply} --help`,
  async run(args, session) {
    const { runApply } = await import('../../generators/apply/index.ts')
    return runApply(args, session)
  },
}
