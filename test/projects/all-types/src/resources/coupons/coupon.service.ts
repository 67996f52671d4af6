import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { CouponChangedError, CouponNotFoundError } from './coupon.errors.ts'
import type { CouponRepository } from './coupon.repository.ts'
import { type Coupon, type CouponChanges, createCoupon, type NewCoupon } from './coupon.ts'

export interface CouponServiceDependencies {
  readonly coupons: CouponRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type CouponService = ReturnType<typeof createCouponService>

/** The use cases. A rule about coupons belongs here, whichever way the request came in. */
export function createCouponService({ coupons, clock, newId }: CouponServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Coupon>> {
      return coupons.list(request)
    },

    async get(id: string): Promise<Coupon> {
      const coupon = await coupons.find(id)
      if (!coupon) throw new CouponNotFoundError(id)
      return coupon
    },

    async create(input: NewCoupon): Promise<Coupon> {
      const coupon = createCoupon(input, newId(), clock.now())
      await coupons.insert(coupon)
      return coupon
    },

    async createMany(inputs: readonly NewCoupon[]): Promise<readonly Coupon[]> {
      const now = clock.now()
      const created = inputs.map((input) => createCoupon(input, newId(), now))
      await coupons.insert(...created)
      return created
    },

    async update(id: string, changes: CouponChanges, expected?: number): Promise<Coupon> {
      const coupon = await coupons.update(id, changes, clock.now(), expected)
      if (!coupon) throw await obstacle(coupons, id)
      return coupon
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await coupons.remove(id, expected)
      if (!removed) throw await obstacle(coupons, id)
    },
  }
}

/** Why there was nothing to change: no coupon, or not in the version that was expected. */
async function obstacle(coupons: CouponRepository, id: string): Promise<Error> {
  const coupon = await coupons.find(id)
  return coupon ? new CouponChangedError(id) : new CouponNotFoundError(id)
}
