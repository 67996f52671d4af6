import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someoneElse } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { storeFolder } from './folder.factory.ts'

const body: Readonly<Record<string, unknown>> = {
  name: 'First name',
  parentId: null,
}

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someoneElse })
})

afterAll(async () => {
  await app.close()
})

it('parentId of someone else is as unknown as one that is not there', async () => {
  // It brings what the others of its fields refer to.
  await storeFolder(app.db)
  const otherFolder = await storeFolder(app.db)

  const foreign = await post(otherFolder.id)
  const unknown = await post(newId())

  expect(foreign.statusCode).toBe(422)
  expect(unknown.statusCode).toBe(422)
  const { code, detail, errors } = foreign.json()
  expect(code).toBe('unknown_reference')
  expect(unknown.json()).toMatchObject({ code, detail, errors })
})

function post(parentId: string) {
  const payload = { ...body, parentId }
  return app.api.inject({ method: 'POST', url: '/v1/folders', payload })
}
