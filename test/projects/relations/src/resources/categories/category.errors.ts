import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class CategoryNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('category_not_found', `There is no category ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class CategoryChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('category_changed', `The category ${id} is in another version: read it again.`)
  }
}
