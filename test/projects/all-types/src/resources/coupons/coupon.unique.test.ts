import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { translateDatabaseError } from '../../database/errors.ts'
import { AppError } from '../../shared/errors.ts'
import { fieldOf } from '../../shared/pagination.ts'
import { makeCoupon } from './coupon.factory.ts'
import { createKyselyCouponRepository } from './coupon.repository.kysely.ts'
import { createMemoryCouponRepository } from './coupon.repository.memory.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/coupons'
const later = new Date('2026-02-28T18:00:00.000Z')

const unique: readonly string[] = [
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
]
const sent: readonly string[] = [
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
]
const nullable: readonly string[] = ['rate', 'at', 'url']

/** Two that have nothing in common that must be unique. */
const body: Json = {
  code: 'First code',
  tag: 'Fi',
  serial: 1,
  number: '1',
  price: '1.00',
  rate: '0.001',
  ratio: 0.5,
  token: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  day: '2026-01-31',
  at: '2026-01-31T09:30:00.000Z',
  email: 'first@example.com',
  url: 'https://example.com/first',
}

const otherBody: Json = {
  code: 'Second code',
  tag: 'Se',
  serial: 2,
  number: '2',
  price: '2.00',
  rate: '0.002',
  ratio: 1.5,
  token: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e53',
  day: '2026-02-28',
  at: '2026-02-28T18:00:00.000Z',
  email: 'second@example.com',
  url: 'https://example.com/second',
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('coupons').execute()
})

const implementations = {
  'in memory': () => createMemoryCouponRepository(),
  'on the database': () => createKyselyCouponRepository(app.db),
}

describe.each(Object.entries(implementations))('the repository of coupons %s', (_, create) => {
  it.each(unique)('lets one alone have a %s', async (field) => {
    const coupons = create()
    const one = makeCoupon()
    const other = makeCoupon()
    await coupons.insert(one)
    await coupons.insert(other)
    const same = { [field]: fieldOf(one, field) }

    const inserted = await failureOf(coupons.insert(makeCoupon(same)))
    const updated = await failureOf(coupons.update(other.id, same, later))

    expect(inserted).toMatchObject(taken(field))
    expect(updated).toMatchObject(taken(field))
    expect(await coupons.find(other.id)).toEqual(other)
    expect(await coupons.update(one.id, same, later)).toMatchObject(same)
  })

  it.each(nullable)('lets several have no %s', async (field) => {
    const coupons = create()
    await coupons.insert(makeCoupon({ [field]: null }))
    await coupons.insert(makeCoupon({ [field]: null }))

    expect((await coupons.list({ limit: 10 })).data).toHaveLength(2)
  })
})

describe.each(sent)('a second coupon with the same %s', (field) => {
  const second = { ...otherBody, [field]: body[field] }

  it('is refused, and told which field it is, without its value', async () => {
    await post(body)

    const answer = await post(second)

    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({
      code: 'already_exists',
      errors: [{ pointer: `/${field}`, code: 'taken', message: 'is already taken' }],
    })
    expect(await count()).toBe(1)
  })

  it('is refused with the others that it comes with', async () => {
    const payload = { data: [body, second] }

    const answer = await app.api.inject({ method: 'POST', url: `${url}/bulk`, payload })

    expect(answer.statusCode).toBe(409)
    expect(answer.json().errors).toMatchObject([
      { pointer: '/data', code: 'taken', message: `${field} of an item: is already taken` },
    ])
    expect(await count()).toBe(0)
  })

  it('does not come of a change', async () => {
    await post(body)
    const other = await post(otherBody)

    const answer = await app.api.inject({
      method: 'PATCH',
      url: `${url}/${other.json().id}`,
      payload: { [field]: body[field] },
    })

    expect(answer.statusCode).toBe(409)
    expect(answer.json().errors).toMatchObject([{ pointer: `/${field}`, code: 'taken' }])
  })

  it('is refused, too, when both come at once', async () => {
    const answers = await Promise.all([post(body), post(second)])

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
    expect(await count()).toBe(1)
  })
})

function post(payload: Json) {
  return app.api.inject({ method: 'POST', url, payload })
}

async function count(): Promise<number> {
  return (await app.api.inject(url)).json().data.length
}

function taken(field: string) {
  return { code: 'already_exists', errors: [{ pointer: `/${field}`, code: 'taken' }] }
}

/** What the rest of the program is told when it fails. */
async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
    return undefined
  } catch (error) {
    return error instanceof AppError ? error : translateDatabaseError(error)
  }
}
