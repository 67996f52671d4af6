import type { Dependencies } from '../../resources/resource.ts'
import type { Handlers } from '../webhook.ts'
import type { newsletterEvents } from './newsletter.events.ts'

/**
 * What is done about the events of newsletter. Each is written down in the log until it is said what else
 * there is to do: a service is made on the transaction of the delivery (`db`), as the `index.ts` of its
 * resource makes it, with what else it needs from `dependencies`.
 */
export function createNewsletterHandlers(
  _dependencies: Dependencies,
): Handlers<typeof newsletterEvents> {
  return {
    async 'contact.created'({ id, type }, { logger }) {
      logger.info({ event: 'webhook.delivery.handled', webhook: 'newsletter', type, id }, 'handled')
    },
  }
}
