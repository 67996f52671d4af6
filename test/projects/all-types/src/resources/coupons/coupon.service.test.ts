import { describe, expect, it } from 'vitest'
import { CouponChangedError, CouponNotFoundError } from './coupon.errors.ts'
import { newCouponInput } from './coupon.factory.ts'
import { createMemoryCouponRepository } from './coupon.repository.memory.ts'
import { createCouponService } from './coupon.service.ts'

const early = new Date('2026-01-31T09:00:00.000Z')
const late = new Date('2026-01-31T18:00:00.000Z')
const unknownId = '0198c5d8-0000-7000-8000-000000000000'

function setUp() {
  const clock = { time: early, now: () => clock.time }
  let made = 0
  const newId = () => {
    made += 1
    return `0198c5d8-0000-7000-8000-00000000000${made}`
  }
  const coupons = createMemoryCouponRepository()
  return { clock, service: createCouponService({ coupons, clock, newId }) }
}

describe('the service of coupons', () => {
  it('creates a coupon with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newCouponInput()

    const coupon = await service.create(input)

    expect(coupon).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(coupon.id)).toEqual(coupon)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newCouponInput(), newCouponInput()]

    const several = await service.createMany(inputs)

    expect(several).toEqual([
      {
        ...inputs[0],
        id: expect.stringMatching(/1$/),
        createdAt: early,
        updatedAt: early,
        version: 1,
      },
      {
        ...inputs[1],
        id: expect.stringMatching(/2$/),
        createdAt: early,
        updatedAt: early,
        version: 1,
      },
    ])
    expect((await service.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('lists what was created', async () => {
    const { service } = setUp()
    const coupon = await service.create(newCouponInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [coupon], next: null })
  })

  it('changes a coupon, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newCouponInput()
    const coupon = await service.create(input)
    clock.time = late

    const changed = await service.update(coupon.id, input)

    expect(changed).toEqual({ ...coupon, updatedAt: late, version: 2 })
    expect(await service.get(coupon.id)).toEqual(changed)
  })

  it('removes a coupon', async () => {
    const { service } = setUp()
    const coupon = await service.create(newCouponInput())

    await service.remove(coupon.id)

    await expect(service.get(coupon.id)).rejects.toThrow(CouponNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newCouponInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(CouponChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(CouponChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such coupon', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(CouponNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(CouponNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(CouponNotFoundError)
  })
})
