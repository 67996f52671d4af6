import type { RunnableCommand } from './command.ts'
import { readFlags } from './run-flags.ts'

const usage = 'create-alex-api render'
const example = `${usage} --out ../pristine`

/** `create-alex-api render`: the project as it was generated, into a folder. */
export const renderCommand: RunnableCommand = {
  name: 'render',
  usage,
  summary:
    'Writes this project into a folder as it is generated, without anything of yours: what every ' +
    'change of it is compared with. The project itself is only read.',
  positionals: [],
  flags: [
    {
      name: 'out',
      value: 'folder',
      summary: 'Where it is written: a folder that is empty or does not exist yet.',
      group: 'The run',
      example,
    },
    ...readFlags(example, `${usage} --help`),
  ],
  examples: [
    [example, 'Writes it there, whole or not at all.'],
    ['git diff --no-index ../pristine .', 'Then shows all that is yours.'],
  ],
  help: `${usage} --help`,
  async run(args, session) {
    const { runRender } = await import('../../generators/render/index.ts')
    return runRender(args, session)
  },
}
