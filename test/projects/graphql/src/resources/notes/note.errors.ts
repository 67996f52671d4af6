import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class NoteNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('note_not_found', `There is no note ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class NoteChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('note_changed', `The note ${id} is in another version: read it again.`)
  }
}
