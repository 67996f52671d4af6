import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeFolder } from './folder.factory.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someone })
})

afterAll(async () => {
  await app.close()
})

describe('parentId of a folder', () => {
  it('is of a folder that exists, as the database says', async () => {
    const otherFolder = await storeFolder(app.db)
    const folder = await storeFolder(app.db)

    const known = await change(folder.id, otherFolder.id)
    const unknown = await change(folder.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().parentId).toBe(otherFolder.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/parentId', code: 'unknown_reference' }],
    })
  })

  it('is empty after the folder of the folder was removed', async () => {
    const otherFolder = await storeFolder(app.db)
    const folder = await storeFolder(app.db, { parentId: otherFolder.id })

    const url = `/v1/folders/${otherFolder.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(204)
    const left = await app.db
      .selectFrom('folders')
      .select('parent_id')
      .where('id', '=', folder.id)
      .execute()
    expect(left.map((row) => row.parent_id)).toEqual([null])
  })
})

function change(id: string, parentId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/folders/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ parentId }),
  })
}
