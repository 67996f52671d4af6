import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someoneElse } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeFolder } from '../folders/folder.factory.ts'
import { storeNote } from './note.factory.ts'

const body: Readonly<Record<string, unknown>> = {
  title: 'First title',
  rank: 1,
  slug: 'First slug',
  pinId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  folderId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
  countryId: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52',
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someoneElse })
})

afterAll(async () => {
  await app.close()
})

it('pinId of someone else is as unknown as one that is not there', async () => {
  // It brings what the others of its fields refer to.
  await storeNote(app.db)
  const folder = await storeFolder(app.db)

  const foreign = await post(folder.id)
  const unknown = await post(newId())

  expect(foreign.statusCode).toBe(422)
  expect(unknown.statusCode).toBe(422)
  const { code, detail, errors } = foreign.json()
  expect(code).toBe('unknown_reference')
  expect(unknown.json()).toMatchObject({ code, detail, errors })
})

function post(pinId: string) {
  const payload = { ...body, pinId }
  return app.api.inject({ method: 'POST', url: '/v1/notes', payload })
}
