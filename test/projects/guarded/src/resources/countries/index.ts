import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { countryController } from './country.controller.ts'
import { createKyselyCountryRepository } from './country.repository.kysely.ts'
import { createCountryService } from './country.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function countryServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyCountryRepository(connection)
    return createCountryService({ countries: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const countries: Resource = {
  path: '/countries',
  tag: { name: 'Countries', description: 'Create, read, change and remove countries.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = countryServiceOn({ clock, newId })
    return countryController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
