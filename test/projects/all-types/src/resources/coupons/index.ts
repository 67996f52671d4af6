import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { couponController } from './coupon.controller.ts'
import { createKyselyCouponRepository } from './coupon.repository.kysely.ts'
import { createCouponService } from './coupon.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function couponServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyCouponRepository(connection)
    return createCouponService({ coupons: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const coupons: Resource = {
  path: '/coupons',
  tag: { name: 'Coupons', description: 'Create, read, change and remove coupons.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = couponServiceOn({ clock, newId })
    return couponController(serviceOn(db), cursors, idempotency.on(serviceOn))
  },
}
