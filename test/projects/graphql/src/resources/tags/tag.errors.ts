import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class TagNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('tag_not_found', `There is no tag ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class TagChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('tag_changed', `The tag ${id} is in another version: read it again.`)
  }
}
