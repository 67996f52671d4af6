import type { Dependencies } from '../../resources/resource.ts'
import type { Handlers } from '../webhook.ts'
import type { paymentsEvents } from './payments.events.ts'

/**
 * What is done about the events of payments. Each is written down in the log until it is said what else
 * there is to do: a service is made on the transaction of the delivery (`db`), as the `index.ts` of its
 * resource makes it, with what else it needs from `dependencies`.
 */
export function createPaymentsHandlers(
  _dependencies: Dependencies,
): Handlers<typeof paymentsEvents> {
  return {
    async 'charge.succeeded'({ id, type }, { logger }) {
      logger.info({ event: 'webhook.delivery.handled', webhook: 'payments', type, id }, 'handled')
    },
    async 'charge.failed'({ id, type }, { logger }) {
      logger.info({ event: 'webhook.delivery.handled', webhook: 'payments', type, id }, 'handled')
    },
  }
}
