import type { Command } from '../../src/cli/command.ts'
import { runFlags } from '../../src/cli/run-flags.ts'

const usage = 'npx plop relation'
const help = `${usage} -- --help`
const example = `${usage} article user -- --field author --on-delete cascade`

/** `plop relation`, as its help shows it and as its arguments are checked. */
export const relationCommand: Command = {
  usage,
  summary:
    'Relates two resources that are there: the field, its foreign key or join table, what is served below them.',
  positionals: [
    { name: 'from', summary: 'The resource that gets the field, in the singular: article.' },
    { name: 'to', summary: 'The resource that it leads to: user.' },
  ],
  flags: [
    {
      name: 'kind',
      value: 'kind',
      summary:
        'many-to-one (an article has one user, who has many; the default), one-to-one (and each ' +
        'user is of one article only), many-to-many (a join table, listed from both sides).',
      group: 'The relation',
      example: `${usage} article topic -- --kind many-to-many`,
    },
    {
      name: 'field',
      value: 'name',
      summary:
        'What it is called: the name of the other resource, or what many of them are called.',
      group: 'The relation',
      example: `${usage} article user -- --field author`,
    },
    {
      name: 'on-delete',
      value: 'rule',
      choices: ['restrict', 'cascade', 'setnull'],
      summary:
        'When what it leads to is to be removed: it cannot be (restrict, the default), this goes ' +
        'with it (cascade), this stays and leads to nothing (setnull).',
      group: 'The relation',
      example,
    },
    {
      name: 'required',
      summary:
        'It may not be null. Rows that are there would have none, so a table refuses it: make it ' +
        'without, and once every row has one, --alter of plop field.',
      group: 'The relation',
      example: `${usage} quote user -- --required`,
    },
    ...runFlags(example, help),
  ],
  examples: [
    [usage, 'Asks for the two resources, and how they are related.'],
    [`${example} --yes`, 'Asks nothing: author:ref(user)?:cascade.'],
    [`${usage} article topic -- --kind many-to-many`, 'topics:many(topic).'],
    [`${usage} profile user -- --kind one-to-one --dry-run`, 'Shows the changes, and makes none.'],
  ],
  help,
}
