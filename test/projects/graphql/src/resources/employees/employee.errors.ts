import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class EmployeeNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('employee_not_found', `There is no employee ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class EmployeeChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('employee_changed', `The employee ${id} is in another version: read it again.`)
  }
}
