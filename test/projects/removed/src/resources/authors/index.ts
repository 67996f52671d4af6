import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { authorController } from './author.controller.ts'
import { createKyselyAuthorRepository } from './author.repository.kysely.ts'
import { createAuthorService } from './author.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function authorServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyAuthorRepository(connection)
    return createAuthorService({ authors: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const authors: Resource = {
  path: '/authors',
  tag: { name: 'Authors', description: 'Create, read, change and remove authors.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = authorServiceOn({ clock, newId })
    return authorController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
