import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import { refuseTaken } from '../../shared/unique-in-memory.ts'
import type { CouponRepository } from './coupon.repository.ts'
import type { Coupon } from './coupon.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryCouponRepository(): CouponRepository {
  const stored = new Map<string, Coupon>()

  return {
    async list(request) {
      return listInMemory(stored.values(), request)
    },

    async find(id) {
      return stored.get(id)
    },

    async findMany(ids) {
      return [...stored.values()].filter(({ id }) => ids.includes(id))
    },

    async insert(...coupons) {
      insertInMemory(stored, coupons, [
        'code',
        'tag',
        'serial',
        'number',
        'price',
        'rate',
        'ratio',
        'token',
        'day',
        'at',
        'email',
        'url',
      ])
    },

    async update(id, changes, now, expected) {
      const coupon = stored.get(id)
      if (!coupon || !isExpected(coupon, expected)) return undefined
      const changed = { ...coupon, ...changes, updatedAt: now, version: coupon.version + 1 }
      refuseTaken(stored.values(), changed, [
        'code',
        'tag',
        'serial',
        'number',
        'price',
        'rate',
        'ratio',
        'token',
        'day',
        'at',
        'email',
        'url',
      ])
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const coupon = stored.get(id)
      return coupon !== undefined && isExpected(coupon, expected) && stored.delete(id)
    },
  }
}

function isExpected(coupon: Coupon, expected: number | undefined): boolean {
  return expected === undefined || coupon.version === expected
}
