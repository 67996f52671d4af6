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
      .select('successor_id')
      .where('id', '=', profile.id)
      .execute()
    expect(left.map((row) => row.successor_id)).toEqual([null])
  })
})

function change(id: string, successorId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/profiles/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ successorId }),
  })
}
