import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Idempotency } from '../http/idempotency.ts'
import type { Clock } from '../shared/clock.ts'
import type { NewId } from '../shared/id.ts'

/** What the composition root hands to every slice. */
export interface Dependencies {
  readonly db: Kysely<Database>
  readonly clock: Clock
  readonly newId: NewId
  readonly cursors: Cursors
  readonly idempotency: Idempotency
}

/** What of it a service needs besides its repository. */
export type ServiceParts = Pick<Dependencies, 'clock' | 'newId'>

/** What a version of a resource comes after, which is served beside it until it ends. */
export interface Superseded {
  readonly version: number
  /** The day from which on it is deprecated: `2026-01-31`. */
  readonly since: string
  /** The day from which on it is gone. */
  readonly until: string
  /** The address of a page for people about the change. */
  readonly notice?: string
}

/** The contract of a slice: where it is mounted, how it is documented, and its routes. */
export interface Resource {
  /** Below the version prefix, in plural kebab case: `/blog-posts`. */
  readonly path: string
  /** The major version that it is served as: `/v1`, unless another one is said. */
  readonly version?: number
  readonly supersedes?: Superseded
  /** Absent where the tag of another resource is used. */
  readonly tag?: { readonly name: string; readonly description: string }
  plugin(dependencies: Dependencies): FastifyPluginAsyncTypebox
}
