import { expect, it } from 'vitest'
import { newQuoteInput } from './quote.factory.ts'
import { createQuoteService } from './quote.service.ts'

it('creates a quote with an id, the time and the first version', async () => {
  const now = new Date('2026-01-31T09:00:00.000Z')
  const id = '0198c5d8-0000-7000-8000-000000000001'
  const service = createQuoteService({ clock: { now: () => now }, newId: () => id })
  const input = newQuoteInput()

  const quote = await service.create(input)

  expect(quote).toEqual({ ...input, id, createdAt: now, updatedAt: now, version: 1 })
})
