import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { SecurityEvents } from '../observability/security-events.ts'
import type { Clock } from '../shared/clock.ts'
import type { NewId } from '../shared/id.ts'
import type { FindBreach } from './breached-passwords.ts'
import type { Hasher } from './hasher.ts'
import type { Mails } from './mails.ts'
import type { Outbox } from './outbox.ts'
import type { Sessions } from './sessions.ts'
import type { Throttle } from './throttle.ts'

/** What the use cases of accounts are made of. */
export interface AccountDependencies {
  readonly db: Kysely<Database>
  readonly clock: Clock
  readonly newId: NewId
  readonly hasher: Hasher
  readonly findBreach?: FindBreach | undefined
  readonly throttle: Throttle
  readonly mails: Mails
  readonly outbox: Outbox
  readonly sessions: Pick<Sessions, 'start' | 'endAll'>
  readonly events: SecurityEvents
}
