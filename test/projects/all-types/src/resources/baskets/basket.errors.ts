import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class BasketNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('basket_not_found', `There is no basket ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class BasketChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('basket_changed', `The basket ${id} is in another version: read it again.`)
  }
}
