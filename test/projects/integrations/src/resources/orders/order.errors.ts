import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class OrderNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('order_not_found', `There is no order ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class OrderChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('order_changed', `The order ${id} is in another version: read it again.`)
  }
}
