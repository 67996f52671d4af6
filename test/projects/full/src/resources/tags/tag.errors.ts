import { NotFoundError } from '../../shared/errors.ts'

export class TagNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('tag_not_found', `There is no tag ${id}.`)
  }
}
