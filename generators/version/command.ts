import type { Command } from '../../src/cli/command.ts'
import { runFlags } from '../../src/cli/run-flags.ts'

const usage = 'npx plop version'
const help = `${usage} -- --help`
const example = `${usage} article -- --sunset 2027-06-30`

/** `plop version`, as its help shows it and as its arguments are checked. */
export const versionCommand: Command = {
  usage,
  summary: 'Opens the next version of a resource (/v2) beside the one there is, which then ends.',
  positionals: [{ name: 'name', summary: 'The resource, in the singular: article.' }],
  flags: [
    {
      name: 'name',
      value: 'name',
      summary: 'The name, for those who like flags better than arguments.',
      group: 'The version',
      example: `${usage} -- --name article`,
    },
    {
      name: 'sunset',
      value: 'day',
      summary: 'The day on which the version before ends; a year from now, unless you say another.',
      group: 'The version',
      example,
    },
    {
      name: 'notice',
      value: 'url',
      summary: 'A page about the change, for the people who call the version before.',
      group: 'The version',
      example: `${example} --notice https://example.com/changes/articles-v2`,
    },
    ...runFlags(example, help),
  ],
  examples: [
    [usage, 'Asks for the resource and for the day.'],
    [`${example} --yes`, 'Asks nothing.'],
  ],
  help,
}
