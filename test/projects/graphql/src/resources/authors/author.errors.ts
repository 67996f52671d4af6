import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class AuthorNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('author_not_found', `There is no author ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class AuthorChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('author_changed', `The author ${id} is in another version: read it again.`)
  }
}
