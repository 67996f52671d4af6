import { Type } from 'typebox'
import * as wire from '../../http/wire.ts'

/** `contact.created` */
export const ContactCreatedPayload = Type.Object({
  email: wire.Email,
  tags: wire.list(wire.text(20), 20),
  since: Type.Optional(wire.nullable(wire.Timestamp)),
})

/** What is handled of what newsletter sends, by its types: what is not here is dropped. */
export const newsletterEvents = {
  'contact.created': ContactCreatedPayload,
}
