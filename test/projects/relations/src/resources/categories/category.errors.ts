import { NotFoundError } from '../../shared/errors.ts'

export class CategoryNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('category_not_found', `There is no category ${id}.`)
  }
}
