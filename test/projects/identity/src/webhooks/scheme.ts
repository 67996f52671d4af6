import type { IncomingHttpHeaders } from 'node:http'
import type { TSchema } from 'typebox'
import * as wire from '../http/wire.ts'
import type { KeyForm } from './secrets.ts'

/** What a kind of event may be called. */
export const EventType = wire.text(200, 1)

/** A request as it came in: the bytes that were signed, of which nothing has been read yet. */
export interface SignedRequest {
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** How long before and after its time a signature is taken. */
export interface TimeWindow {
  readonly now: Date
  readonly toleranceMs: number
}

/** What was signed, read. */
export interface Received {
  /** What the sender calls this event, each time that it tries again. */
  readonly id: string
  readonly type: string
  readonly data: unknown
}

/** How a sender signs, and where in a request an event is. */
export interface Scheme {
  /** Its headers, in small letters, for the documentation. */
  readonly headers: Readonly<Record<string, TSchema>>
  /**
   * @param keys of which one has to fit: while a secret changes there are two
   * @throws SignatureError for a request that is not signed by one of them, or not now
   */
  verify(request: SignedRequest, keys: readonly Buffer[], window: TimeWindow): void
  /** What its secrets look like. */
  readonly form: KeyForm
  /** What every body has, of whatever event. */
  readonly envelope: TSchema
  /** Where in a body the data of an event is: a JSON Pointer, empty for the whole of it. */
  readonly pointer: string
  /** What a body with an event is made of. */
  bodyOf(type: TSchema, data: TSchema): TSchema
  /** A body with an event, for the documentation and for tests. */
  exampleOf(type: string, data: unknown): object
  /** @param body what the envelope has nothing against */
  read(request: SignedRequest, body: unknown): Received
}
