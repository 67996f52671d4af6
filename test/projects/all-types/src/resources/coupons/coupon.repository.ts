import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Coupon, CouponChanges } from './coupon.ts'

/** Where coupons are kept. */
export interface CouponRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Coupon>>
  find(id: string): Promise<Coupon | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Coupon[]>
  /** Keeps all of them, or none. */
  insert(...coupons: readonly Coupon[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no coupon, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: CouponChanges,
    now: Date,
    expected?: number,
  ): Promise<Coupon | undefined>
  /** Tells whether there was a coupon, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
