import type { RunnableCommand } from './command.ts'
import { keepEditedFlag, runFlags } from './run-flags.ts'

const undo = 'create-alex-api undo'

/** `create-alex-api undo`: takes back an operation. */
export const undoCommand: RunnableCommand = {
  name: 'undo',
  usage: undo,
  summary:
    'Takes back the last operation of this project, or one that nothing later needs: what it brought ' +
    'goes, and what you have written stays. A migration that has been applied has to be rolled back ' +
    'before; what the project is made with is switched by `add` and `remove`.',
  positionals: [
    {
      name: 'operation',
      summary: 'Its time, or its generator and its name: resource article. Without it, the last.',
      several: true,
    },
  ],
  flags: [
    {
      name: 'unchecked',
      summary: 'Goes on where the database cannot be asked whether the migration was applied.',
      group: 'The operation',
      example: `${undo} --unchecked`,
    },
    keepEditedFlag(undo),
    ...runFlags(undo, `${undo} --help`),
  ],
  examples: [
    [undo, 'Shows the history, asks, shows what would change, and asks again.'],
    [`${undo} --yes`, 'Takes back the last operation.'],
    [`${undo} resource article`, 'Takes back that one, unless a later one needs it.'],
    [`${undo} 20261122T093000Z --dry-run`, 'Shows what would change, and changes nothing.'],
  ],
  help: `${undo} --help`,
  async run(args, session) {
    const { runUndo } = await import('../../generators/undo/index.ts')
    return runUndo(args, session)
  },
}

/** `create-alex-api add`: a feature more. */
export const addCommand = featureCommand(
  'add',
  'Adds features to this project, as if it had been made with them.',
)

/** `create-alex-api remove`: a feature less. */
export const removeCommand = featureCommand(
  'remove',
  'Takes features out of this project, as if it had been made without them. A resource is removed ' +
    'by `npx plop remove`.',
)

function featureCommand(name: 'add' | 'remove', summary: string): RunnableCommand {
  const usage = `create-alex-api ${name}`
  const example = `${usage} docker`
  return {
    name,
    usage,
    summary,
    positionals: [
      { name: 'feature', summary: 'docker, github-ci, pinned-node; one or more.', several: true },
    ],
    flags: [
      {
        name: 'no-install',
        summary: 'Does not install, where the dependencies change.',
        group: 'The run',
        example: `${usage} pinned-node --no-install`,
      },
      keepEditedFlag(`create-alex-api remove docker`),
      ...runFlags(example, `${usage} --help`),
    ],
    examples: [
      [usage, 'Asks which ones.'],
      [`${usage} docker github-ci --yes`, 'Asks nothing.'],
      [`${example} --dry-run`, 'Shows what would change, and changes nothing.'],
    ],
    help: `${usage} --help`,
    async run(args, session) {
      const { runFeatures } = await import('../../generators/features/index.ts')
      return runFeatures(name, args, session)
    },
  }
}
