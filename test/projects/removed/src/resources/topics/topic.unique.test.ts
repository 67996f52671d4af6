import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { translateDatabaseError } from '../../database/errors.ts'
import { AppError } from '../../shared/errors.ts'
import { fieldOf } from '../../shared/pagination.ts'
import { makeTopic } from './topic.factory.ts'
import { createKyselyTopicRepository } from './topic.repository.kysely.ts'
import { createMemoryTopicRepository } from './topic.repository.memory.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/topics'
const later = new Date('2026-02-28T18:00:00.000Z')

const unique: readonly string[] = ['name']
const sent: readonly string[] = ['name']
const nullable: readonly string[] = []

/** Two that have nothing in common that must be unique. */
const body: Json = {
  name: 'First name',
}

const otherBody: Json = {
  name: 'Second name',
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('topics').execute()
})

const implementations = {
  'in memory': () => createMemoryTopicRepository(),
  'on the database': () => createKyselyTopicRepository(app.db),
}

describe.each(Object.entries(implementations))('the repository of topics %s', (_, create) => {
  it.each(unique)('lets one alone have a %s', async (field) => {
    const topics = create()
    const one = makeTopic()
    const other = makeTopic()
    await topics.insert(one)
    await topics.insert(other)
    const same = { [field]: fieldOf(one, field) }

    const inserted = await failureOf(topics.insert(makeTopic(same)))
    const updated = await failureOf(topics.update(other.id, same, later))

    expect(inserted).toMatchObject(taken(field))
    expect(updated).toMatchObject(taken(field))
    expect(await topics.find(other.id)).toEqual(other)
    expect(await topics.update(one.id, same, later)).toMatchObject(same)
  })

  it.each(nullable)('lets several have no %s', async (field) => {
    const topics = create()
    await topics.insert(makeTopic({ [field]: null }))
    await topics.insert(makeTopic({ [field]: null }))

    expect((await topics.list({ limit: 10 })).data).toHaveLength(2)
  })
})

describe.each(sent)('a second topic with the same %s', (field) => {
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
