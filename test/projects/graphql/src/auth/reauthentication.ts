import { type Caller, principalOf } from '../http/identity.ts'
import type { Clock } from '../shared/clock.ts'
import { ForbiddenError } from '../shared/errors.ts'
import type { AuthConfig } from './config.ts'

/**
 * Refuses what is delicate to whoever has not proved for a while who it is: a session that was left
 * open, or stolen, does not get the account. To log in again is what helps, and a refresh does not;
 * so this is no 401, which many clients answer with a refresh.
 *
 * @throws ForbiddenError `reauthentication_required`
 */
export function requireRecentLogin(
  request: Caller,
  { reauthenticationMs }: Pick<AuthConfig, 'reauthenticationMs'>,
  clock: Clock,
): void {
  const { authenticatedAt } = principalOf(request)
  const age = authenticatedAt && clock.now().getTime() - authenticatedAt.getTime()
  if (age !== undefined && age <= reauthenticationMs) return
  throw new ForbiddenError('reauthentication_required', 'Log in again to do this.')
}
