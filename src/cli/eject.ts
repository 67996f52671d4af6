import type { RunnableCommand } from './command.ts'
import { bareRunFlags } from './run-flags.ts'

const eject = 'create-alex-api eject'
const oneTemplate = `${eject} src/resources/articles/article.service.ts`

/** `create-alex-api eject`: a template becomes the project's own. */
export const ejectCommand: RunnableCommand = {
  name: 'eject',
  usage: eject,
  summary:
    'Copies templates into alex/templates/, where they are yours: from then on the project is ' +
    'rendered with your copy. What is there already stays as it is, until the copy is changed and ' +
    'applied.',
  positionals: [
    {
      name: 'template',
      summary:
        "A template's path, or a file of the project that comes of it; with --list, a part of a path.",
      several: true,
    },
  ],
  flags: [
    {
      name: 'list',
      summary: 'Lists the templates instead, on stdout.',
      group: 'The run',
      example: `${eject} --list service`,
    },
    {
      name: 'yes',
      short: 'y',
      summary: 'Asks nothing.',
      group: 'The run',
      example: `${oneTemplate} --yes`,
    },
    ...bareRunFlags(eject),
  ],
  examples: [
    [eject, 'Asks which one.'],
    [oneTemplate, 'Copies the template of every service.'],
    [`${eject} project/base/biome.json`, 'Copies that template.'],
    [`${eject} --list`, 'Lists every template, and what is overridden.'],
  ],
  help: `${eject} --help`,
  async run(args, session) {
    const { runEject } = await import('../../generators/eject/index.ts')
    return runEject(args, session)
  },
}
