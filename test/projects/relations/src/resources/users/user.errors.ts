import { NotFoundError } from '../../shared/errors.ts'

export class UserNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('user_not_found', `There is no user ${id}.`)
  }
}
