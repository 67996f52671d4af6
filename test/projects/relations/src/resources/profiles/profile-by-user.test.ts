import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { newId } from '../../shared/id.ts'
import { storeUser } from '../users/user.factory.ts'
import { storeProfile } from './profile.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

describe('userId of a profile', () => {
  it('is of a user that exists, as the database says', async () => {
    const user = await storeUser(app.db)
    const profile = await storeProfile(app.db)

    const known = await change(profile.id, user.id)
    const unknown = await change(profile.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().userId).toBe(user.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/userId', code: 'unknown_reference' }],
    })
  })

  it('takes the profile away with its user', async () => {
    const user = await storeUser(app.db)
    const profile = await storeProfile(app.db, { userId: user.id })

    const url = `/v2/users/${user.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(204)
    const left = await app.db
      .selectFrom('profiles')
      .select('user_id as referred')
      .where('id', '=', profile.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([])
  })
})

describe('the profiles whose user is a user', () => {
  it('are the same as in the whole list, narrowed to it', async () => {
    const user = await storeUser(app.db)
    await storeProfile(app.db, { userId: user.id })
    await storeProfile(app.db)

    const listed = await list(user.id)
    const narrowed = await app.api.inject(`/v1/profiles?userId=${user.id}`)
    const narrowedToSome = await app.api.inject(`/v1/profiles?userId[in]=${user.id},${newId()}`)

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of profiles', async () => {
    const user = await storeUser(app.db)
    const { createdAt } = await storeProfile(app.db, { userId: user.id })

    const later = await list(user.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(user.id, '?not-a-field=1')
    const unordered = await list(user.id, '?sort=userId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('user_not_found')
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
}

function list(id: string, query = '') {
  return app.api.inject(`/v2/users/${id}/profiles${query}`)
}

function change(id: string, userId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/profiles/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ userId }),
  })
}
