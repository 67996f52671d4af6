import type { Static, TObject } from 'typebox'
import type { Dependencies } from '../resources/resource.ts'
import type { WebhooksConfig } from './config.ts'
import type { DeliveriesTable } from './deliveries.ts'
import type { Delivery, Handler } from './handler.ts'
import type { Scheme } from './scheme.ts'

/** What the events of a webhook are made of, by their types. What else is in them is dropped. */
export type EventSchemas = Readonly<Record<string, TObject>>

/** What is done about each kind of event. */
export type Handlers<Events extends EventSchemas> = {
  readonly [Type in keyof Events]: Handler<Static<Events[Type]>>
}

/** Somebody who tells us what has happened: how they sign it, what it is, and what is done about it. */
export interface Webhook {
  /** `POST /webhooks/<name>` */
  readonly name: string
  /** What the documentation calls it: `receivePaymentsWebhook`. */
  readonly operationId: string
  /** Where its secrets are found. */
  readonly secrets: keyof WebhooksConfig['secrets']
  /** Where it is remembered what was delivered. */
  readonly table: DeliveriesTable
  readonly scheme: Scheme
  readonly events: EventSchemas
  /** What the documentation shows: an event that is handled. */
  readonly example: Pick<Delivery<unknown>, 'type' | 'data'>
  handlers(dependencies: Dependencies): Readonly<Record<string, Handler<never>>>
}

interface Definition<Events extends EventSchemas>
  extends Omit<Webhook, 'events' | 'example' | 'handlers'> {
  readonly events: Events
  readonly example: { readonly type: keyof Events & string; readonly data: object }
  handlers(dependencies: Dependencies): Handlers<Events>
}

/** Describes a webhook, with a handler for each of its events; `index.ts` lists those that there are. */
export function defineWebhook<Events extends EventSchemas>(
  definition: Definition<Events>,
): Webhook {
  return definition
}
