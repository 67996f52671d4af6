import type { Command, Flag } from '../../src/cli/command.ts'
import { runFlags } from '../../src/cli/run-flags.ts'
import type { Part } from '../../src/model/parts.ts'
import { optionFlags } from '../operation/flags.ts'

const summaries: Readonly<Record<Part, string>> = {
  repository:
    'Adds what keeps a thing: entity, table, migration, repository on the database and in memory.',
  service: 'Adds the use cases, over a repository or, with fields of its own, over none.',
  controller: 'Serves over HTTP what a service does: schemas, routes, tests, the OpenAPI document.',
}

/** `plop repository`, `plop service` or `plop controller`, as help and arguments know it. */
export function partCommand(part: Part): Command {
  const usage = `npx plop ${part}`
  const help = `${usage} -- --help`
  const withFields = `${usage} article -- --fields "title:string(200) body:text?"`
  const example = part === 'repository' ? withFields : `${usage} article`
  const dashed = part === 'repository' ? withFields : `${usage} article --`
  return {
    usage,
    summary: summaries[part],
    positionals: [
      { name: 'name', summary: 'In the singular, in any spelling: article, blog-post, BlogPost.' },
    ],
    flags: [
      {
        name: 'name',
        value: 'name',
        summary: 'The name, for those who like flags better than arguments.',
        group: 'The part',
        example: `${usage} -- --name article`,
      },
      ...(part === 'controller' ? [] : newSliceFlags(part, usage)),
      ...partOptions(part, dashed),
      ...runFlags(dashed, help),
    ],
    examples: [
      [example, summaries[part]],
      [`${dashed} --dry-run`, 'Shows the changes, and makes none.'],
      [
        'npx plop resource article -- --fields "title:string(200)"',
        'Repository, service and controller in one.',
      ],
    ],
    help,
  }
}

function partOptions(part: Part, dashed: string): readonly Flag[] {
  const [access, guard, softDelete, description, apiVersion] = optionFlags(dashed, 'The part')
  if (part === 'service') return []
  return part === 'repository' ? [access, softDelete] : [access, guard, description, apiVersion]
}

function newSliceFlags(part: Part, usage: string): readonly Flag[] {
  return [
    {
      name: 'plural',
      value: 'plural',
      summary: 'What many of them are called, where it is not as in English.',
      group: 'The part',
      example: `${usage} octopus -- --plural octopodes --fields "name:string"`,
    },
    {
      name: 'fields',
      value: 'fields',
      summary:
        part === 'repository'
          ? 'name:type, as `npx plop resource` takes them.'
          : 'Only for a service that keeps nothing: name:type, as `npx plop resource` takes them.',
      group: 'The part',
      example: `${usage} quote -- --fields "text:string(200)"`,
    },
  ]
}
