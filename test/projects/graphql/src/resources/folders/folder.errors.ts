import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class FolderNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('folder_not_found', `There is no folder ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class FolderChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('folder_changed', `The folder ${id} is in another version: read it again.`)
  }
}
