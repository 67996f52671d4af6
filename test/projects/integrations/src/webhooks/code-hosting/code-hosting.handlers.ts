import type { Dependencies } from '../../resources/resource.ts'
import type { Handlers } from '../webhook.ts'
import type { codeHostingEvents } from './code-hosting.events.ts'

/**
 * What is done about the events of code-hosting. Each is written down in the log until it is said what else
 * there is to do: a service is made on the transaction of the delivery (`db`), as the `index.ts` of its
 * resource makes it, with what else it needs from `dependencies`.
 */
export function createCodeHostingHandlers(
  _dependencies: Dependencies,
): Handlers<typeof codeHostingEvents> {
  return {
    async push({ id, type }, { logger }) {
      logger.info(
        { event: 'webhook.delivery.handled', webhook: 'code-hosting', type, id },
        'handled',
      )
    },
    async issues({ id, type }, { logger }) {
      logger.info(
        { event: 'webhook.delivery.handled', webhook: 'code-hosting', type, id },
        'handled',
      )
    },
  }
}
