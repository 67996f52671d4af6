import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class UserNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('user_not_found', `There is no user ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class UserChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('user_changed', `The user ${id} is in another version: read it again.`)
  }
}
