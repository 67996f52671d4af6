export interface Coupon {
  readonly id: string
  readonly code: string
  readonly tag: string
  readonly serial: number
  readonly number: bigint
  readonly price: string
  readonly rate: string | null
  readonly ratio: number
  readonly token: string
  readonly day: string
  readonly at: Date | null
  readonly email: string
  readonly url: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a coupon when it is made; what is left out has a default. */
export interface NewCoupon {
  readonly code: string
  readonly tag: string
  readonly serial: number
  readonly number: bigint
  readonly price: string
  readonly rate?: string | null
  readonly ratio: number
  readonly token: string
  readonly day: string
  readonly at?: Date | null
  readonly email: string
  readonly url?: string | null
}

/** What may change later; what is left out stays as it is. */
export type CouponChanges = Partial<NewCoupon>

/** The only place where a coupon begins, and where its defaults are. */
export function createCoupon(input: NewCoupon, id: string, now: Date): Coupon {
  return {
    id,
    code: input.code,
    tag: input.tag,
    serial: input.serial,
    number: input.number,
    price: input.price,
    rate: input.rate ?? null,
    ratio: input.ratio,
    token: input.token,
    day: input.day,
    at: input.at ?? null,
    email: input.email,
    url: input.url ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
