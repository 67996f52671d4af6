import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { newId } from '../../shared/id.ts'
import { storeProfile } from './profile.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

describe('successorId of a profile', () => {
  it('is of a profile that exists, as the database says', async () => {
    const otherProfile = await storeProfile(app.db)
    const profile = await storeProfile(app.db)

    const known = await change(profile.id, otherProfile.id)
    const unknown = await change(profile.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().successorId).toBe(otherProfile.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/successorId', code: 'unknown_reference' }],
    })
  })

  it('is empty after the profile of the profile was removed', async () => {
    const otherProfile = await storeProfile(app.db)
    const profile = await storeProfile(app.db, { successorId: otherProfile.id })

    const url = `/v1/profiles/${otherProfile.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(204)
    const left = await app.db
      .selectFrom('profiles')
      .select('successor_id as referred')
      .where('id', '=', profile.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([null])
  })
})

describe('the profiles whose successor is a profile', () => {
  it('are the same as in the whole list, narrowed to it', async () => {
    const otherProfile = await storeProfile(app.db)
    await storeProfile(app.db, { successorId: otherProfile.id })
    await storeProfile(app.db)

    const listed = await list(otherProfile.id)
    const narrowed = await app.api.inject(`/v1/profiles?successorId=${otherProfile.id}`)
    const narrowedToSome = await app.api.inject(
      `/v1/profiles?successorId[in]=${otherProfile.id},${newId()}`,
    )

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of profiles', async () => {
    const otherProfile = await storeProfile(app.db)
    const { createdAt } = await storeProfile(app.db, { successorId: otherProfile.id })

    const later = await list(otherProfile.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(otherProfile.id, '?not-a-field=1')
    const unordered = await list(otherProfile.id, '?sort=successorId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('profile_not_found')
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
}

function list(id: string, query = '') {
  return app.api.inject(`/v1/profiles/${id}/profiles${query}`)
}

function change(id: string, successorId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/profiles/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ successorId }),
  })
}
