import { expect, test } from 'vitest'
import { createLifecycle } from './lifecycle.ts'

test('moves forward only', () => {
  const lifecycle = createLifecycle()
  expect(lifecycle.phase).toBe('starting')
  lifecycle.ready()
  expect(lifecycle.phase).toBe('ready')
  lifecycle.drain()
  expect(lifecycle.phase).toBe('draining')
  lifecycle.ready()
  expect(lifecycle.phase).toBe('draining')
})

test('is not ready any more when it is told to stop while it starts', () => {
  const lifecycle = createLifecycle()
  lifecycle.drain()
  lifecycle.ready()
  expect(lifecycle.phase).toBe('draining')
})
