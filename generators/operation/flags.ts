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
    conflictsFlag(example),
    { name: 'help', short: 'h', summary: 'Shows this.', group: 'About', example: help },
  ]
}

/** What is done where what one changed meets what is to change. */
export function conflictsFlag(example: string): Flag {
  return {
    name: 'conflicts',
    value: 'how',
    choices: ['fail', 'markers'],
    summary:
      'Where your changes and the new code meet: fail (the default) writes nothing, markers writes ' +
      'both between conflict markers, as git does, and exits with 1; then `npx create-alex-api ' +
      'continue` finishes it, and `npx create-alex-api abort` takes it back.',
    group: 'The run',
    example: `${example} --conflicts markers`,
  }
}

/** Whom a resource is for, what the documentation says of it, and where its API begins. */
export function optionFlags(
  usage: string,
  group: string,
): readonly [access: Flag, softDelete: Flag, description: Flag, apiVersion: Flag] {
  return [
    {
      name: 'access',
      value: 'access',
      summary:
        'Who may use it: public (everyone), authenticated (whoever is known), owner (what somebody ' +
        'made, nobody else sees), role(name).',
      group,
      example: `${usage} --access "role(editor)"`,
    },
    {
      name: 'soft-delete',
      summary: 'What is removed stays in the table, and is shown to nobody.',
      group,
      example: `${usage} --soft-delete`,
    },
    {
      name: 'description',
      value: 'text',
      summary: 'What the documentation of the API says of it.',
      group,
      example: `${usage} --description "What we wrote."`,
    },
    {
      name: 'api-version',
      value: 'number',
      summary: 'The version that its API begins at, from 1 to 999: 1, unless you say another.',
      group,
      example: `${usage} --api-version 2`,
    },
  ]
}
