import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class CouponNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('coupon_not_found', `There is no coupon ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class CouponChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('coupon_changed', `The coupon ${id} is in another version: read it again.`)
  }
}
