import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class BadgeNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('badge_not_found', `There is no badge ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class BadgeChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('badge_changed', `The badge ${id} is in another version: read it again.`)
  }
}
