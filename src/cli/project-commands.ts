import type { RunnableCommand } from './command.ts'
import { keepEditedFlag, noInstallFlag, runFlags, uncheckedFlag } from './run-flags.ts'

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
    uncheckedFlag(`${undo} --unchecked`),
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

const sync = 'create-alex-api sync'

/** `create-alex-api sync`: settles what git has stopped at. */
export const syncCommand: RunnableCommand = {
  name: 'sync',
  usage: sync,
  summary:
    'Settles a merge, a rebase, a cherry-pick or a revert that git has stopped at, where both branches ' +
    'have grown this project: the history has the operations of both in the order of their times, and ' +
    'each file what is generated of both and what people wrote on both. What is settled is added to ' +
    'git; what you have settled yourself stays as you have it. Also after a merge that was committed ' +
    'with the history out of order.',
  positionals: [],
  flags: [noInstallFlag(sync), ...runFlags(sync, `${sync} --help`)],
  examples: [
    ['git merge main', 'Stops in alex.json and in lists of resources.'],
    [`${sync} --dry-run`, 'Shows what would change, and changes nothing.'],
    [sync, 'Settles it; then: git merge --continue.'],
    [
      `${sync} --conflicts markers`,
      'Also where two people changed the same lines; they stay to be settled.',
    ],
  ],
  help: `${sync} --help`,
  async run(args, session) {
    const { runSync } = await import('../../generators/sync/index.ts')
    return runSync(args, session)
  },
}

function featureCommand(name: 'add' | 'remove', summary: string): RunnableCommand {
  const usage = `create-alex-api ${name}`
  const example = `${usage} docker`
  return {
    name,
    usage,
    summary,
    positionals: [
      {
        name: 'feature',
        summary: `auth, docker, github-ci, graphql, jobs, oidc, outbound, pinned-node; one or more.${name === 'add' ? ' auth comes as auth=local or auth=external.' : ''}`,
        several: true,
      },
    ],
    flags: [
      ...(name === 'remove' ? [uncheckedFlag(`${usage} auth --unchecked`)] : []),
      noInstallFlag(`${usage} pinned-node`),
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
