import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { translateDatabaseError } from '../../database/errors.ts'
import { AppError } from '../../shared/errors.ts'
import { fieldOf } from '../../shared/pagination.ts'
import { storeUser } from '../users/user.factory.ts'
import { makeProfile } from './profile.factory.ts'
import { createKyselyProfileRepository } from './profile.repository.kysely.ts'
import { createMemoryProfileRepository } from './profile.repository.memory.ts'

type Json = Readonly<Record<string, unknown>>

const url = '/v1/profiles'
const later = new Date('2026-02-28T18:00:00.000Z')

const unique: readonly string[] = ['handle', 'userId']
const sent: readonly string[] = ['handle', 'userId']
const nullable: readonly string[] = ['successorId']

/** Two that have nothing in common that must be unique. */
const body: Json = {
  handle: 'First handle',
  bio: 'First bio',
  userId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  successorId: null,
}

const otherBody: Json = {
  handle: 'Second handle',
  bio: 'Second bio',
  userId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
  successorId: null,
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('profiles').execute()
  await storeUser(app.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
  await storeUser(app.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
  for (const digit of '0123456789') {
    await storeUser(app.db, { id: `0198c5d8-6c20-7000-8000-00000000000${digit}` })
  }
})

const implementations = {
  'in memory': () => createMemoryProfileRepository(),
  'on the database': () => createKyselyProfileRepository(app.db),
}

describe.each(Object.entries(implementations))('the repository of profiles %s', (_, create) => {
  it.each(unique)('lets one alone have a %s', async (field) => {
    const profiles = create()
    const one = makeProfile()
    const other = makeProfile()
    await profiles.insert(one)
    await profiles.insert(other)
    const same = { [field]: fieldOf(one, field) }

    const inserted = await failureOf(profiles.insert(makeProfile(same)))
    const updated = await failureOf(profiles.update(other.id, same, later))

    expect(inserted).toMatchObject(taken(field))
    expect(updated).toMatchObject(taken(field))
    expect(await profiles.find(other.id)).toEqual(other)
    expect(await profiles.update(one.id, same, later)).toMatchObject(same)
  })

  it.each(nullable)('lets several have no %s', async (field) => {
    const profiles = create()
    await profiles.insert(makeProfile({ [field]: null }))
    await profiles.insert(makeProfile({ [field]: null }))

    expect((await profiles.list({ limit: 10 })).data).toHaveLength(2)
  })
})

describe.each(sent)('a second profile with the same %s', (field) => {
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
