import { type TObject, Type } from 'typebox'

/** What a caller gets in the place of an answer: it is not done, and will be. */
export interface Queued {
  readonly source: 'queued'
  /** What makes all of its tries one deed, for whoever wants to ask about it later. */
  readonly idempotencyKey: string
}

/** A call that waits. */
export interface QueuedCall {
  readonly idempotencyKey: string
  readonly input: object
}

/** The schema of a call that waits: what is sent, and under which key. No token is in it, and no header. */
export function queuedCall<Input extends TObject>(input: Input) {
  const idempotencyKey = Type.String({ minLength: 1, maxLength: 255 })
  return Type.Object({ idempotencyKey, input }, { additionalProperties: false })
}

/** All tries of a call together take two minutes at most, and then it is put back. */
export const DELIVERY_SECONDS = 150
