import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { translateDatabaseError } from '../../database/errors.ts'
import { AppError } from '../../shared/errors.ts'
import { fieldOf } from '../../shared/pagination.ts'
import { makeProduct } from './product.factory.ts'
import { createKyselyProductRepository } from './product.repository.kysely.ts'
import { createMemoryProductRepository } from './product.repository.memory.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/products'
const later = new Date('2026-02-28T18:00:00.000Z')

const unique: readonly string[] = ['sku']
const sent: readonly string[] = ['sku']
const nullable: readonly string[] = []

/** Two that have nothing in common that must be unique. */
const body: Json = {
  sku: 'AAA-9999',
  slug: 'aaa',
  color: '#aaaaaa',
  size: 'S',
  summary: 'a',
  words: ['a'],
  secret: 'aaaaaaaaaaaa',
}

const otherBody: Json = {
  sku: 'AAA-9998',
  slug: 'aab',
  color: '#aaaaab',
  size: 'M',
  summary: 'b',
  words: ['b'],
  secret: 'aaaaaaaaaaab',
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('products').execute()
})

const implementations = {
  'in memory': () => createMemoryProductRepository(),
  'on the database': () => createKyselyProductRepository(app.db),
}

describe.each(Object.entries(implementations))('the repository of products %s', (_, create) => {
  it.each(unique)('lets one alone have a %s', async (field) => {
    const products = create()
    const one = makeProduct()
    const other = makeProduct()
    await products.insert(one)
    await products.insert(other)
    const same = { [field]: fieldOf(one, field) }

    const inserted = await failureOf(products.insert(makeProduct(same)))
    const updated = await failureOf(products.update(other.id, same, later))

    expect(inserted).toMatchObject(taken(field))
    expect(updated).toMatchObject(taken(field))
    expect(await products.find(other.id)).toEqual(other)
    expect(await products.update(one.id, same, later)).toMatchObject(same)
  })

  it.each(nullable)('lets several have no %s', async (field) => {
    const products = create()
    await products.insert(makeProduct({ [field]: null }))
    await products.insert(makeProduct({ [field]: null }))

    expect((await products.list({ limit: 10 })).data).toHaveLength(2)
  })
})

describe.each(sent)('a second product with the same %s', (field) => {
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
