import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class AccountNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('account_not_found', `There is no account ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class AccountChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('account_changed', `The account ${id} is in another version: read it again.`)
  }
}
