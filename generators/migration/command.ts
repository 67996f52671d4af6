import type { Command } from '../../src/cli/command.ts'
import { runFlags } from '../../src/cli/run-flags.ts'

const usage = 'npx plop migration'
const help = `${usage} -- --help`
const index = `${usage} articles-by-status -- --add-index "articles(status,created_at)"`
const constraint = `${usage} views-not-negative -- --add-constraint "articles: check (views >= 0)"`
const validate = `${usage} check-views -- --validate-constraint "articles: views-not-negative"`

/** `plop migration`, as its help shows it and as its arguments are checked. */
export const migrationCommand: Command = {
  usage,
  summary: 'Adds a migration: an index, a constraint, or one that you write.',
  positionals: [
    {
      name: 'name',
      summary: 'What it does; an index or a constraint is called so too: articles-by-status.',
    },
  ],
  flags: [
    {
      name: 'name',
      value: 'name',
      summary: 'The name, for those who like flags better than arguments.',
      group: 'The migration',
      example: `${usage} -- --name move-bodies`,
    },
    {
      name: 'add-index',
      value: 'table(columns)',
      summary: 'An index on columns of a resource, in that order.',
      group: 'The migration',
      example: index,
    },
    {
      name: 'add-constraint',
      value: 'table: rule',
      summary: 'A rule in SQL that begins with check, unique, foreign key or exclude.',
      group: 'The migration',
      example: constraint,
    },
    {
      name: 'not-valid',
      summary: 'The rule holds for new and changed rows; a later migration checks the others.',
      group: 'The migration',
      example: `${constraint} --not-valid`,
    },
    {
      name: 'validate-constraint',
      value: 'table: name',
      summary: 'Checks the rows that were there, while others go on reading and writing.',
      group: 'The migration',
      example: validate,
    },
    ...runFlags(`${usage} move-bodies --`, help),
  ],
  examples: [
    [`${usage} move-bodies`, 'One that you write, with its way back.'],
    [index, 'An index.'],
    [`${constraint} --not-valid`, 'A rule, without a look at the rows that are there.'],
    [validate, 'And that look, as a migration of its own.'],
  ],
  help,
}
