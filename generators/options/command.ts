import type { Command } from '../../src/cli/command.ts'
import { keepEditedFlag, runFlags } from '../../src/cli/run-flags.ts'

const usage = 'npx plop options'
const help = `${usage} -- --help`
const example = `${usage} article -- --access authenticated`
const owned = `${usage} note -- --access owner --owner 0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52`
const lossy = `${usage} note -- --access public --allow-data-loss`

/** `plop options`, as its help shows it and as its arguments are checked. */
export const optionsCommand: Command = {
  usage,
  summary:
    'Changes whom a resource is for, whether what is removed stays, and how it is described.',
  positionals: [{ name: 'resource', summary: 'The resource, in the singular: article.' }],
  flags: [
    {
      name: 'access',
      value: 'access',
      summary:
        'Who may use it from now on: public, authenticated, owner or role(name). Away from owner ' +
        'needs --allow-data-loss: who owns what is lost.',
      group: 'The options',
      example,
    },
    {
      name: 'guard',
      value: 'guard',
      summary:
        'Who tells who calls from now on: what `npx plop jwt-middleware` has made, or none for the ' +
        'guard of the whole project.',
      group: 'The options',
      example: `${usage} article -- --guard partners`,
    },
    {
      name: 'owner',
      value: 'id',
      summary:
        'Whose the rows are that are there, with --access owner: the id that src/identify.ts gives ' +
        'for whoever calls.',
      group: 'The options',
      example: owned,
    },
    {
      name: 'soft-delete',
      opposite: 'no-soft-delete',
      summary: 'What is removed stays in the table, and is shown to nobody.',
      group: 'The options',
      example: `${usage} article -- --soft-delete`,
    },
    {
      name: 'no-soft-delete',
      opposite: 'soft-delete',
      summary: 'What is removed is gone, what was removed too: needs --allow-data-loss.',
      group: 'The options',
      example: `${usage} article -- --no-soft-delete --allow-data-loss`,
    },
    {
      name: 'description',
      value: 'text',
      summary: 'What the documentation of the API says of it.',
      group: 'The options',
      example: `${usage} article -- --description "What we wrote."`,
    },
    {
      name: 'allow-data-loss',
      summary: 'Goes on where something in the table is lost; the plan says what.',
      group: 'The options',
      example: lossy,
    },
    keepEditedFlag(lossy),
    ...runFlags(example, help),
  ],
  examples: [
    [usage, 'Asks for the resource, and what is to be changed.'],
    [`${example} --yes`, 'Asks nothing.'],
    [owned, 'Everyone has notes of their own; those that are there belong to that one.'],
    [`${usage} article -- --soft-delete --dry-run`, 'Shows the changes, and makes none.'],
  ],
  help,
}
