import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { translateDatabaseError } from '../../database/errors.ts'
import { AppError } from '../../shared/errors.ts'
import { fieldOf } from '../../shared/pagination.ts'
import { makeInvoice } from './invoice.factory.ts'
import { createKyselyInvoiceRepository } from './invoice.repository.kysely.ts'
import { createMemoryInvoiceRepository } from './invoice.repository.memory.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/invoices'
const later = new Date('2026-02-28T18:00:00.000Z')

const unique: readonly string[] = ['serial']
const sent: readonly string[] = []
const nullable: readonly string[] = ['serial']

/** Two that have nothing in common that must be unique. */
const body: Json = {
  note: 'First note',
}

const otherBody: Json = {
  note: 'Second note',
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('invoices').execute()
})

const implementations = {
  'in memory': () => createMemoryInvoiceRepository(),
  'on the database': () => createKyselyInvoiceRepository(app.db),
}

describe.each(Object.entries(implementations))('the repository of invoices %s', (_, create) => {
  it.each(unique)('lets one alone have a %s', async (field) => {
    const invoices = create()
    const one = makeInvoice()
    const other = makeInvoice()
    await invoices.insert(one)
    await invoices.insert(other)
    const same = { [field]: fieldOf(one, field) }

    const inserted = await failureOf(invoices.insert(makeInvoice(same)))
    const updated = await failureOf(invoices.update(other.id, same, later))

    expect(inserted).toMatchObject(taken(field))
    expect(updated).toMatchObject(taken(field))
    expect(await invoices.find(other.id)).toEqual(other)
    expect(await invoices.update(one.id, same, later)).toMatchObject(same)
  })

  it.each(nullable)('lets several have no %s', async (field) => {
    const invoices = create()
    await invoices.insert(makeInvoice({ [field]: null }))
    await invoices.insert(makeInvoice({ [field]: null }))

    expect((await invoices.list({ limit: 10 })).data).toHaveLength(2)
  })
})

describe.each(sent)('a second invoice with the same %s', (field) => {
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
