import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import { newId } from '../../shared/id.ts'
import { createKyselyQuoteRepository } from './quote.repository.kysely.ts'
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

/** Puts a quote into the database, unless one of its id is there; before it, what it refers to. */
export async function storeQuote(
  db: Kysely<Database>,
  values: Partial<Quote> = {},
): Promise<Quote> {
  const quote = makeQuote(values)
  const quotes = createKyselyQuoteRepository(db)
  const stored = await quotes.find(quote.id)
  if (stored) return stored
  await quotes.insert(quote)
  return quote
}
