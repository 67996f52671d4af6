import type { Command } from '../../src/cli/command.ts'
import { runFlags } from '../../src/cli/run-flags.ts'
import { fieldTypeNames } from '../../src/model/field.ts'
import { modifierUsages } from '../../src/model/field-syntax.ts'
import { optionFlags } from '../operation/flags.ts'

const example = 'npx plop resource article -- --fields "title:string(200) body:text?"'
const help = 'npx plop resource -- --help'

/** `plop resource`, as its help shows it and as its arguments are checked. */
export const resourceCommand: Command = {
  usage: 'npx plop resource',
  summary:
    'Adds a resource: migration, table, entity, repository, service, schemas, controller, tests.',
  positionals: [
    { name: 'name', summary: 'In the singular, in any spelling: article, blog-post, BlogPost.' },
  ],
  flags: [
    {
      name: 'name',
      value: 'name',
      summary: 'The name, for those who like flags better than arguments.',
      group: 'The resource',
      example: 'npx plop resource -- --name article --fields "title:string"',
    },
    {
      name: 'plural',
      value: 'plural',
      summary: 'What many of them are called, where it is not as in English.',
      group: 'The resource',
      example: 'npx plop resource octopus -- --plural octopodes --fields "name:string"',
    },
    {
      name: 'fields',
      value: 'fields',
      summary:
        'name:type, with [] for a list, ? when it may be null, :modifier for more, =value for a default. ' +
        `Types: ${fieldTypeNames.join(', ')}. Modifiers: ${Object.values(modifierUsages).join(', ')}.`,
      group: 'The resource',
      example,
    },
    ...optionFlags(example, 'The resource'),
    ...runFlags(example, help),
  ],
  examples: [
    ['npx plop resource', 'Asks for the name, whom it is for, and the fields, one by one.'],
    [`${example} --yes`, 'Asks nothing.'],
    [
      'npx plop resource employee -- --fields "name:string salary:integer?:read(hr):write(hr)" --access authenticated',
      'Whoever lacks the role hr neither sees the salary nor sets it.',
    ],
    [
      'npx plop resource event -- --fields "startsAt:timestamp seats:integer=20" --dry-run',
      'Shows the changes, and makes none.',
    ],
  ],
  help,
}
