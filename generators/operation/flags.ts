import type { Flag } from '../../src/cli/command.ts'

/** The flags that every generator has. */
export function runFlags(example: string, help: string): readonly Flag[] {
  return [
    {
      name: 'yes',
      short: 'y',
      summary: 'Asks nothing.',
      group: 'The run',
      example: `${example} --yes`,
    },
    {
      name: 'dry-run',
      summary: 'Shows what would change, and touches nothing.',
      group: 'The run',
      example: `${example} --dry-run`,
    },
    {
      name: 'json',
      summary: 'Prints one JSON document on stdout; everything else goes to stderr.',
      group: 'The run',
      example: `${example} --yes --json`,
    },
    { name: 'help', short: 'h', summary: 'Shows this.', group: 'About', example: help },
  ]
}
