import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class EarlyItemNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('early_not_found', `There is no early ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class EarlyItemChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('early_changed', `The early ${id} is in another version: read it again.`)
  }
}
