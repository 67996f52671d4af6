import type { Clock } from '../../src/shared/clock.ts'
import { DEVELOPMENT_SECRET } from '../../src/webhooks/secrets.ts'

/** A request as a sender makes it. */
export interface SentDelivery {
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string
}

export interface SentEvent {
  readonly type: string
  readonly data: object
}

export interface Sending {
  readonly secret: string
  readonly now: Date
  /** The same for what is sent again; another one each time, unless it is said. */
  readonly id?: string
  /** Instead of what the event amounts to. */
  readonly payload?: string
}

/** Somebody who signs as a scheme says, for tests: written by its document, and not by our code. */
export interface WebhookSender {
  deliver(event: SentEvent, sending: Sending): SentDelivery
  /** The headers that it cannot do without. */
  readonly headers: readonly string[]
  /** Whether what it signs has a time. */
  readonly isTimed: boolean
  /** A delivery with its signature changed. */
  withSignature(delivery: SentDelivery, change: (text: string) => string): SentDelivery
  /** What else somebody could try: each is refused. */
  readonly forgeries: readonly (readonly [
    name: string,
    forge: (delivery: SentDelivery, sending: Sending) => SentDelivery,
  ])[]
}

/** Signs whatever body is sent, for the walk through the document. */
export function signing({ deliver }: WebhookSender, type: string, clock: Clock) {
  return (payload = '') =>
    deliver({ type, data: {} }, { secret: DEVELOPMENT_SECRET, now: clock.now(), payload }).headers
}
