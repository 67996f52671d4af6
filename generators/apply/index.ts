import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { usageError } from '../../src/errors.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { shown } from '../../src/model/shown.ts'
import { findProject, runOptions } from '../change/project.ts'
import { changedOverrides } from '../change/rendering.ts'
import { runChange } from '../change/run.ts'

/**
 * `create-alex-api apply`: what was changed in the overrides is merged into the files that are there.
 *
 * @returns the exit code
 * @throws UserError for everything that is wrong with the overrides; nothing is written then
 */
export async function runApply(args: Arguments, session: Session): Promise<number> {
  const withPackage = packageChoice(args)
  const { root } = await findProject(session.cwd)
  return runChange(
    {
      ...runOptions('apply', root, args, session),
      decide: async (manifest) => {
        const wanted = withPackage(manifest)
        const changed = await changedOverrides(root, wanted)
        const isSame = changed.length === 0 && wanted.overrides === manifest.overrides
        return isSame ? undefined : { manifest: wanted }
      },
      already: () => ({ message: 'The project has been rendered with its overrides' }),
    },
    session,
  )
}

/** As the schema has it. */
const PACKAGE = /^(?=.{1,214}$)(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/

function packageChoice({ flags }: Arguments): (manifest: Manifest) => Manifest {
  const { package: name, 'no-package': none } = flags
  if (none) return ({ overrides: _, ...manifest }) => manifest
  if (typeof name !== 'string') return (manifest) => manifest
  if (!PACKAGE.test(name)) {
    throw usageError(`--package cannot be ${shown(name)}.`, {
      help: 'It is the name of an npm package, without a version: --package @acme/alex-conventions',
    })
  }
  return (manifest) => ({ ...manifest, overrides: name })
}
