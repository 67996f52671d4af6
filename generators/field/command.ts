import type { Command } from '../../src/cli/command.ts'
import { runFlags } from '../operation/flags.ts'

const usage = 'npx plop field'
const help = `${usage} -- --help`
const add = `${usage} article -- --add "subtitle:string?"`
const alter = `${usage} article -- --alter "title:string(300)"`

/** `plop field`, as its help shows it and as its arguments are checked. */
export const fieldCommand: Command = {
  usage,
  summary:
    'Changes the fields of a resource: one migration with its way back, and the code, merged into yours.',
  positionals: [{ name: 'resource', summary: 'The resource, in the singular: article.' }],
  flags: [
    {
      name: 'name',
      value: 'name',
      summary: 'The resource, for those who like flags better than arguments.',
      group: 'The fields',
      example: `${usage} -- --name article --add "subtitle:string?"`,
    },
    {
      name: 'drop',
      value: 'names',
      summary: 'Fields that go, with what is in them. Comes first: needs --allow-data-loss.',
      group: 'The fields',
      example: `${usage} article -- --drop "views" --allow-data-loss`,
    },
    {
      name: 'rename',
      value: 'old:new',
      summary: 'Fields that are called otherwise; what is in them stays. Comes second.',
      group: 'The fields',
      example: `${usage} article -- --rename "body:content"`,
    },
    {
      name: 'alter',
      value: 'fields',
      summary:
        'Fields as they are to be, each whole: what is left out is not so any more. Comes third, with new names.',
      group: 'The fields',
      example: alter,
    },
    {
      name: 'add',
      value: 'fields',
      summary:
        'New fields, in the language of plop resource. With ? or a default, for the rows that are there. Comes last.',
      group: 'The fields',
      example: add,
    },
    {
      name: 'allow-data-loss',
      summary: 'Goes on where something in the table is lost; the plan says what.',
      group: 'The fields',
      example: `${usage} article -- --drop "views" --allow-data-loss`,
    },
    ...runFlags(add, help),
  ],
  examples: [
    [usage, 'Asks for the resource, and what is to be done to its fields.'],
    [`${add} --yes`, 'Asks nothing.'],
    [
      `${usage} article -- --rename "body:content" --add "views:integer=0 editor:ref(user)?" --dry-run`,
      'Several at once; shows the changes, and makes none.',
    ],
    [alter, 'A longer title.'],
  ],
  help,
}
