import type { Command } from '../../src/cli/command.ts'
import { keepEditedFlag, runFlags } from '../../src/cli/run-flags.ts'

const usage = 'npx plop remove'
const help = `${usage} -- --help`
const example = `${usage} article -- --allow-data-loss`

/** `plop remove`, as its help shows it and as its arguments are checked. */
export const removeCommand: Command = {
  usage,
  summary:
    'Removes a resource: its code, and by a new migration its table; or an integration, a job or a webhook. What was only just made, and was never migrated, is better taken back: npx create-alex-api undo.',
  positionals: [
    {
      name: 'name',
      summary:
        'The resource, in the singular: article; or the integration, the job or the webhook.',
    },
  ],
  flags: [
    {
      name: 'name',
      value: 'name',
      summary: 'The resource, for those who like flags better than arguments.',
      group: 'The resource',
      example: `${usage} -- --name article --allow-data-loss`,
    },
    {
      name: 'allow-data-loss',
      summary:
        'Goes on although every row of its table is lost, wherever the migration is applied.',
      group: 'The resource',
      example,
    },
    {
      name: 'integration',
      summary: 'It is the integration of that name that goes, where a resource has it too.',
      group: 'The resource',
      example: `${usage} payments -- --integration`,
    },
    {
      name: 'job',
      summary: 'It is the job of that name that goes, where a resource has it too.',
      group: 'The resource',
      example: `${usage} send-digest -- --job`,
    },
    {
      name: 'webhook',
      summary: 'It is the webhook of that name that goes, where something else has it too.',
      group: 'The resource',
      example: `${usage} payments -- --webhook`,
    },
    keepEditedFlag(example),
    ...runFlags(example, help),
  ],
  examples: [
    [usage, 'Asks which one, and whether its rows may go.'],
    [`${example} --yes`, 'Asks nothing.'],
    [`${example} --dry-run`, 'Shows the changes, and makes none.'],
  ],
  help,
}
