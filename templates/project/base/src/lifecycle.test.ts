import { expect, test } from 'vitest'
import { createLifecycle } from './lifecycle.ts'

test('moves forward only, and tells whoever listens', () => {
  const lifecycle = createLifecycle()
  const phases: string[] = [lifecycle.phase]
  lifecycle.onChange((phase) => phases.push(phase))
  lifecycle.ready()
  lifecycle.ready()
  lifecycle.drain()
  lifecycle.drain()
  lifecycle.ready()
  expect(phases).toEqual(['starting', 'ready', 'draining'])
  expect(lifecycle.phase).toBe('draining')
})

test('is not ready any more when it is told to stop while it starts', () => {
  const lifecycle = createLifecycle()
  lifecycle.drain()
  lifecycle.ready()
  expect(lifecycle.phase).toBe('draining')
})
