import { newId } from '../../shared/id.ts'
import { createQuote, type NewQuote, type Quote } from './quote.ts'

// For tests: a test gives what it is about, and the rest is an example.

export function newQuoteInput(values: Partial<NewQuote> = {}): NewQuote {
  return {
    text: 'First text',
    price: 1,
    ...values,
  }
}

export function makeQuote(values: Partial<Quote> = {}): Quote {
  const now = new Date('2026-01-31T09:30:00.000Z')
  return { ...createQuote(newQuoteInput(), newId(), now), ...values }
}
