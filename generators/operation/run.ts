import type { Session } from '../../src/cli/session.ts'
import type { Change } from '../change/change.ts'
import { runChange } from '../change/run.ts'
import type { Run } from './operation.ts'

/**
 * Adds an operation to the history of a project.
 *
 * @returns the exit code
 * @throws UserError for whatever refuses it; nothing is written then
 */
export function runOperation<Answers>(
  { entry, generator, answers, ...run }: Run<Answers>,
  session: Session,
): Promise<number> {
  const change = {
    ...run,
    command: entry.name,
    already: () => generator.already(answers),
    decide: (manifest, now) => {
      const operation = generator.operation(manifest, answers, now)
      if (operation === undefined) return undefined
      return {
        manifest: { ...manifest, history: [...manifest.history, operation] },
        notices: generator.notices?.(manifest, operation) ?? [],
      }
    },
  } satisfies Change
  return runChange(change, session)
}
