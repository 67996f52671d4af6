import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class InvoiceNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('invoice_not_found', `There is no invoice ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class InvoiceChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('invoice_changed', `The invoice ${id} is in another version: read it again.`)
  }
}
