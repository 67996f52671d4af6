import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyEmployeeRepository } from './employee.repository.kysely.ts'
import { EmployeeListQuery, EmployeeResponse } from './employee.schemas.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/employees'

const body: Json = {
  name: 'First name',
  salary: 1,
  pin: 'First pin',
  managerId: null,
}

/** Other values of what is never shown. */
const secrets: Json = {
  pin: 'Second pin',
}

/** The same, as they are kept. */
const kept: Json = {
  pin: 'Second pin',
}

/** The edges of what they may be. */
const valid: Readonly<Record<string, readonly unknown[]>> = {
  pin: ['', '😀'.repeat(20), null],
}

const cases = Object.entries(valid).flatMap(([field, values]) =>
  values.map((value) => ({ field, value })),
)

const caller = { ...someone, roles: ['hr'] }

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller })
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('employees').execute()
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
  const stored = await createKyselyEmployeeRepository(app.db).find(id)
  expect(stored).toMatchObject({ [field]: kept[field] })
})

it.each(Object.keys(secrets))('describes no answer with %s, and finds nothing by it', (field) => {
  expect(Object.keys(EmployeeResponse.properties)).not.toContain(field)
  expect(Object.keys(EmployeeListQuery.filters)).not.toContain(field)
})

it.each(cases)('takes $field: $value', async ({ field, value }) => {
  const payload = { ...body, [field]: value }
  const created = await app.api.inject({ method: 'POST', url, payload })

  expect(created.statusCode).toBe(201)
})
