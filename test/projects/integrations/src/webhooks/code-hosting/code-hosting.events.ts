import { Type } from 'typebox'
import * as wire from '../../http/wire.ts'

/** `push` */
export const PushPayload = Type.Object({
  ref: wire.text(200),
  after: wire.text(64),
})

/** `issues` */
export const IssuesPayload = Type.Object({
  action: wire.oneOf('opened', 'edited', 'closed'),
  issue: wire.Json,
})

/** What is handled of what code-hosting sends, by its types: what is not here is dropped. */
export const codeHostingEvents = {
  push: PushPayload,
  issues: IssuesPayload,
}
