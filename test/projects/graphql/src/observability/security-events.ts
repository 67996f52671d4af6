import type { Logger } from './logger.ts'

/**
 * What is told of who got in, who did not, and what was done to an account: one vocabulary, so that
 * an alarm can be set on it. `warn` is for what somebody should look at.
 */
const levels = {
  'auth.account.created': 'info',
  'auth.account.verified': 'info',
  'auth.account.disabled': 'warn',
  'auth.account.enabled': 'warn',
  'auth.account.removed': 'info',
  'auth.access.denied': 'warn',
  'auth.email.changed': 'info',
  'auth.keys.changed': 'warn',
  'auth.keys.unusable': 'warn',
  'auth.login.failed': 'warn',
  'auth.login.succeeded': 'info',
  'auth.login.throttled': 'warn',
  'auth.password.changed': 'info',
  'auth.password.reset': 'info',
  'auth.password.reset-asked': 'info',
  'auth.refresh.refused': 'info',
  'auth.refresh.reused': 'warn',
  'auth.roles.changed': 'warn',
  'auth.session.ended': 'info',
  'auth.session.started': 'info',
  'auth.token.refused': 'warn',
} as const

export type SecurityEvent = keyof typeof levels

/** Who, from where, in which request. Ids alone: no address of a person, no token, no name. */
export interface SecurityEventDetails {
  readonly accountId?: string | undefined
  readonly sessionId?: string | undefined
  /** Who did it, where that is somebody else. */
  readonly byAccountId?: string | undefined
  readonly network?: string | undefined
  readonly requestId?: string | undefined
  readonly reason?: string | undefined
  readonly roles?: readonly string[] | undefined
  readonly count?: number | undefined
}

export interface SecurityEvents {
  record(event: SecurityEvent, details: SecurityEventDetails): void
}

/** Writes them to the log, where they are told from other lines by `event`. */
export function createSecurityEvents(logger: Pick<Logger, 'info' | 'warn'>): SecurityEvents {
  return {
    record(event, details) {
      logger[levels[event]]({ event, ...details }, 'security event')
    },
  }
}
