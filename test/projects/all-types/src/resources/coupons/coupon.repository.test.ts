import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { makeCoupon } from './coupon.factory.ts'
import { createKyselyCouponRepository } from './coupon.repository.kysely.ts'
import { createMemoryCouponRepository } from './coupon.repository.memory.ts'
import type { CouponRepository } from './coupon.repository.ts'
import type { CouponChanges } from './coupon.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryCouponRepository(),
  'on the database': () => createKyselyCouponRepository(database.db),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<CouponChanges> = {
  code: 'Second code',
  tag: 'Se',
  serial: 2,
  number: BigInt('2'),
  price: '2.00',
  rate: '0.002',
  ratio: 1.5,
  token: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e53',
  day: '2026-02-28',
  at: new Date('2026-02-28T18:00:00.000Z'),
  email: 'second@example.com',
  url: 'https://example.com/second',
}

describe.each(Object.entries(implementations))('the repository of coupons %s', (_, create) => {
  let coupons: CouponRepository

  beforeEach(async () => {
    await database.db.deleteFrom('coupons').execute()
    coupons = create()
  })

  it('gives back what it was given', async () => {
    const coupon = makeCoupon()

    await coupons.insert(coupon)

    expect(await coupons.find(coupon.id)).toEqual(coupon)
  })

  it('keeps all of several', async () => {
    const several = [makeCoupon(), makeCoupon(), makeCoupon()]

    await coupons.insert(...several)
    await coupons.insert()

    expect((await coupons.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const coupon = makeCoupon()

    await expect(coupons.insert(makeCoupon(), coupon, coupon)).rejects.toThrow()

    expect((await coupons.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await coupons.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const coupon = makeCoupon()
    await coupons.insert(coupon)
    await coupons.insert(makeCoupon())

    expect(await coupons.findMany([newId(), coupon.id])).toEqual([coupon])
    expect(await coupons.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const coupon = makeCoupon()
    const other = makeCoupon()
    await coupons.insert(coupon)
    await coupons.insert(other)
    const only = Object.fromEntries([change])

    const changed = await coupons.update(coupon.id, only, later)

    expect(changed).toEqual({ ...coupon, ...only, updatedAt: later, version: 2 })
    expect(await coupons.find(coupon.id)).toEqual(changed)
    expect(await coupons.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await coupons.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const coupon = makeCoupon({ version: 3 })
    await coupons.insert(coupon)

    expect(await coupons.update(coupon.id, changes, later, 2)).toBeUndefined()
    expect(await coupons.find(coupon.id)).toEqual(coupon)
    const changed = await coupons.update(coupon.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const coupon = makeCoupon({ version: 3 })
    await coupons.insert(coupon)

    expect(await coupons.remove(coupon.id, 2)).toBe(false)
    expect(await coupons.find(coupon.id)).toEqual(coupon)
    expect(await coupons.remove(coupon.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const coupon = makeCoupon()
    const other = makeCoupon()
    await coupons.insert(coupon)
    await coupons.insert(other)

    expect(await coupons.remove(coupon.id)).toBe(true)
    expect(await coupons.remove(coupon.id)).toBe(false)
    expect(await coupons.find(coupon.id)).toBeUndefined()
    expect(await coupons.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await coupons.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeCoupon({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const coupon of made) {
      await coupons.insert(coupon)
    }

    const walked = await walk(coupons, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await coupons.insert(makeCoupon())
    await coupons.insert(makeCoupon())

    expect((await coupons.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each([
  'createdAt',
  'code',
  'tag',
  'serial',
  'number',
  'ratio',
  'token',
  'day',
  'at',
  'email',
])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const coupon = makeCoupon()
      const steps = await planOf(database.db, async (db) => {
        const coupons = createKyselyCouponRepository(db)
        await coupons.list({ limit: 1, sort })
        const after = [fieldOf(coupon, field), coupon.id]
        await coupons.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(coupon, field) }] as const
        await coupons.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(coupons: CouponRepository, request: PageRequest): Promise<string[]> {
  const page = await coupons.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(coupons, { ...request, after: page.next }))]
}
