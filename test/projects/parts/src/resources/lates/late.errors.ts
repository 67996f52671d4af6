import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class LateItemNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('late_not_found', `There is no late ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class LateItemChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('late_changed', `The late ${id} is in another version: read it again.`)
  }
}
