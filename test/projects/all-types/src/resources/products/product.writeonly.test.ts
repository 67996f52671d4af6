import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyProductRepository } from './product.repository.kysely.ts'
import { ProductListQuery, ProductResponse } from './product.schemas.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/products'

const body: Json = {
  sku: 'AAA-9999',
  slug: 'aaa',
  color: '#aaaaaa',
  size: 'S',
  summary: 'a',
  words: ['a'],
  secret: 'aaaaaaaaaaaa',
}

/** Other values of what is never shown. */
const secrets: Json = {
  secret: 'aaaaaaaaaaab',
}

/** The same, as they are kept. */
const kept: Json = {
  secret: 'aaaaaaaaaaab',
}

/** The edges of what they may be. */
const valid: Readonly<Record<string, readonly unknown[]>> = {
  secret: ['aaaaaaaaaaaa', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', null],
}

const cases = Object.entries(valid).flatMap(([field, values]) =>
  values.map((value) => ({ field, value })),
)

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

it.each(Object.keys(secrets))('keeps %s, and never shows it', async (field) => {
  const headers = { 'idempotency-key': newId() }
  const post = () => app.api.inject({ method: 'POST', url, headers, payload: body })
  const created = await post()
  const replayed = await post()
  const { id } = created.json()
  const payload = { [field]: secrets[field] }
  const changed = await app.api.inject({ method: 'PATCH', url: `${url}/${id}`, payload })
  const read = await app.api.inject(`${url}/${id}`)
  const listed = await app.api.inject(url)

  expect(replayed.headers['idempotency-replayed']).toBe('true')
  expect(changed.statusCode).toBe(200)
  const answers = [created, replayed, changed, read].map((answer) => answer.json())
  for (const answer of [...answers, ...listed.json().data]) {
    expect(answer).toHaveProperty('id', id)
    expect(answer).not.toHaveProperty([field])
  }
  const stored = await createKyselyProductRepository(app.db).find(id)
  expect(stored).toMatchObject({ [field]: kept[field] })
})

it.each(Object.keys(secrets))('describes no answer with %s, and finds nothing by it', (field) => {
  expect(Object.keys(ProductResponse.properties)).not.toContain(field)
  expect(Object.keys(ProductListQuery.filters)).not.toContain(field)
})

it.each(cases)('takes $field: $value', async ({ field, value }) => {
  const payload = { ...body, [field]: value }
  const created = await app.api.inject({ method: 'POST', url, payload })

  expect(created.statusCode).toBe(201)
})
