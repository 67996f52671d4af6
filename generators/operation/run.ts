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
  { entry: _, generator, answers, ...run }: Run<Answers>,
  session: Session,
): Promise<number> {
  const change = {
    ...run,
    already: () => generator.already(answers),
    decide: (manifest, now) => {
      const operation = generator.operation(manifest, answers, now)
      if (operation === undefined) return undefined
      return {
        manifest: { ...manifest, history: [...manifest.history, operation] },
        notices: generator.notices?.(manifest, operation) ?? [],
        ...(generator.keepEdited && { keepEdited: generator.keepEdited(answers) }),
      }
    },
  } satisfies Change
  return runChange(change, session)
}
