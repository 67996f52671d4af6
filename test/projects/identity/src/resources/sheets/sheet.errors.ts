import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class SheetNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('sheet_not_found', `There is no sheet ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class SheetChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('sheet_changed', `The sheet ${id} is in another version: read it again.`)
  }
}
