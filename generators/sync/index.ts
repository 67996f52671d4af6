import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { refusePending } from '../../src/commit/pending.ts'
import { findProjectRoot } from '../../src/manifest/file.ts'
import { noProject, runOptions } from '../change/project.ts'
import { runPlanned } from '../change/run.ts'
import { planSync } from './plan.ts'

/** `create-alex-api sync`: settles what git has stopped at, where two branches have each grown the project. */
export async function runSync(args: Arguments, session: Session): Promise<number> {
  const root = findProjectRoot(session.cwd)
  if (root === undefined) throw noProject(session.cwd)
  await refusePending(root)
  const options = runOptions('sync', root, args, session)
  return runPlanned(
    {
      ...options,
      already: () => ({ message: 'There is no merge to settle' }),
      prepare: (recovered) => planSync(options, recovered),
    },
    session,
  )
}
