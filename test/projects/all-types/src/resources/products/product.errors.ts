import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class ProductNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('product_not_found', `There is no product ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class ProductChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('product_changed', `The product ${id} is in another version: read it again.`)
  }
}
