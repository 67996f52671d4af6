import { NotFoundError } from '../../shared/errors.ts'

export class NoteNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('note_not_found', `There is no note ${id}.`)
  }
}
