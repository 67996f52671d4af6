import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class EntryNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('entry_not_found', `There is no entry ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class EntryChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('entry_changed', `The entry ${id} is in another version: read it again.`)
  }
}
