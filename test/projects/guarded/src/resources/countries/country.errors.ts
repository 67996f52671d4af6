import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class CountryNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('country_not_found', `There is no country ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class CountryChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('country_changed', `The country ${id} is in another version: read it again.`)
  }
}
