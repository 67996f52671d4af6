import type { Dependencies, Resource } from '../resource.ts'
import { couponController } from './coupon.controller.ts'
import { createKyselyCouponRepository } from './coupon.repository.kysely.ts'
import { createCouponService } from './coupon.service.ts'

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const coupons: Resource = {
  path: '/coupons',
  tag: { name: 'Coupons', description: 'Create, read, change and remove coupons.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    /** The same rules on any connection: that of a transaction, too. */
    const serviceOn = (connection: Dependencies['db']) => {
      const repository = createKyselyCouponRepository(connection)
      return createCouponService({ coupons: repository, clock, newId })
    }
    return couponController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
