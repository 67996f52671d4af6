import { NotFoundError } from '../../shared/errors.ts'

export class BasketNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('basket_not_found', `There is no basket ${id}.`)
  }
}
