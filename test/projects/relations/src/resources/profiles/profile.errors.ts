import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class ProfileNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('profile_not_found', `There is no profile ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class ProfileChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('profile_changed', `The profile ${id} is in another version: read it again.`)
  }
}
