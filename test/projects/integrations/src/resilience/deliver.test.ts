import { expect, it } from 'vitest'
import { GiveUpError } from '../jobs/job.ts'
import { deliver } from './deliver.ts'
import { CircuitOpenError, RefusedError } from './errors.ts'
import type { Operation } from './operation.ts'

const post: Operation = {
  name: 'post',
  method: 'POST',
  path: '/things',
  sends: [],
  answer: null,
  isIdempotent: true,
  sendsKey: true,
  fallback: { kind: 'queue' },
}
const remove: Operation = { ...post, name: 'remove', method: 'DELETE', sendsKey: false }

const delivery = (operation: Operation, error?: Error) =>
  deliver(operation, () => (error ? Promise.reject(error) : Promise.resolve())).catch((one) => one)

it('is done with what is answered', async () => {
  expect(await delivery(post)).toBeUndefined()
})

it('fails while the third party does, to be tried again', async () => {
  const error = new CircuitOpenError('things')

  expect(await delivery(post, error)).toBe(error)
})

it.each([400, 401, 404, 422])('gives up what is refused with %i', async (status) => {
  expect(await delivery(post, new RefusedError('things', status))).toBeInstanceOf(GiveUpError)
})

it('is tried again where an earlier try may be at work still', async () => {
  const error = new RefusedError('things', 409)

  expect(await delivery(post, error)).toBe(error)
})

it.each([404, 410])('is done with what is deleted already: %i', async (status) => {
  expect(await delivery(remove, new RefusedError('things', status))).toBeUndefined()
})

it('gives up what may not be deleted', async () => {
  expect(await delivery(remove, new RefusedError('things', 403))).toBeInstanceOf(GiveUpError)
})
