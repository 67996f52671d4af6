import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class SecretItemNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('secret_not_found', `There is no secret ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class SecretItemChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('secret_changed', `The secret ${id} is in another version: read it again.`)
  }
}
