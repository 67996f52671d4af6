import { UserError } from '../errors.ts'
import { PACKAGE_NAME } from '../manifest/manifest.ts'
import { isVersion } from '../manifest/version.ts'
import { npmErrors, readProgram } from './read.ts'

/**
 * The version of this package that the registry of a project gives to whoever names none.
 *
 * @throws UserError where it does not answer, or has no such package
 */
export async function publishedVersion(
  root: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<string> {
  const patience = ['--fetch-retries=1', '--fetch-timeout=10000']
  const command = ['npm', 'view', PACKAGE_NAME, 'version', '--json', ...patience] as const
  const said = await readProgram(command, { cwd: root, signal })
  signal.throwIfAborted()
  const version = said.exitCode === 0 ? parse(said.stdout) : undefined
  if (version !== undefined) return version
  throw new UserError(`Whether there is a newer ${PACKAGE_NAME} could not be found out.`, {
    where: ['npm view', ...npmErrors(said).slice(0, 3)].join('\n'),
    help: 'Look at the network and at the registry that npm is set to, and run the command again.',
  })
}

function parse(stdout: string): string | undefined {
  try {
    const version: unknown = JSON.parse(stdout)
    return typeof version === 'string' && isVersion(version) ? version : undefined
  } catch {
    return undefined
  }
}
