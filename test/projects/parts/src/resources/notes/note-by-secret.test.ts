import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeSecretItem } from '../secrets/secret.factory.ts'
import { createKyselySecretItemRepository } from '../secrets/secret.repository.kysely.ts'
import { storeNote } from './note.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someone })
})

afterAll(async () => {
  await app.close()
})

describe('secretId of a note', () => {
  it('is of a secret that exists, as the database says', async () => {
    const secretItem = await storeSecretItem(app.db)
    const note = await storeNote(app.db)

    const known = await change(note.id, secretItem.id)
    const unknown = await change(note.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().secretId).toBe(secretItem.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/secretId', code: 'unknown_reference' }],
    })
  })

  it('keeps a secret from being removed while a note refers to it', async () => {
    const secretItem = await storeSecretItem(app.db)
    const note = await storeNote(app.db, { secretId: secretItem.id })

    const [removal] = await Promise.allSettled([
      createKyselySecretItemRepository(app.db, someone.id).remove(secretItem.id),
    ])

    expect(removal.status).toBe('rejected')
    const left = await app.db
      .selectFrom('notes')
      .select('secret_id as referred')
      .where('id', '=', note.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([secretItem.id])
  })
})

describe('the notes whose secret is a secret', () => {
  it('are what the list is narrowed to', async () => {
    const secretItem = await storeSecretItem(app.db)
    const note = await storeNote(app.db, { secretId: secretItem.id })
    await storeNote(app.db)

    const narrowed = await app.api.inject(`/v1/notes?secretId=${secretItem.id}`)
    const narrowedToNone = await app.api.inject(`/v1/notes?secretId=${newId()}`)

    expect(narrowed.statusCode).toBe(200)
    expect(narrowed.json().data).toMatchObject([{ id: note.id }])
    expect(narrowedToNone.json().data).toEqual([])
  })
})

function change(id: string, secretId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/notes/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ secretId }),
  })
}
