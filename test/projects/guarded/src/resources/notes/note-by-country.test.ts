import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeCountry } from '../countries/country.factory.ts'
import { storeNote } from './note.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someone })
})

afterAll(async () => {
  await app.close()
})

describe('countryId of a note', () => {
  it('is of a country that exists, as the database says', async () => {
    const country = await storeCountry(app.db)
    const note = await storeNote(app.db)

    const known = await change(note.id, country.id)
    const unknown = await change(note.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().countryId).toBe(country.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/countryId', code: 'unknown_reference' }],
    })
  })

  it('keeps a country from being removed while a note refers to it', async () => {
    const country = await storeCountry(app.db)
    const note = await storeNote(app.db, { countryId: country.id })

    const url = `/v1/countries/${country.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(409)
    const left = await app.db
      .selectFrom('notes')
      .select('country_id')
      .where('id', '=', note.id)
      .execute()
    expect(left.map((row) => row.country_id)).toEqual([country.id])
  })
})

function change(id: string, countryId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/notes/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ countryId }),
  })
}
