import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import { createQuote, type NewQuote, type Quote } from './quote.ts'

export interface QuoteServiceDependencies {
  readonly clock: Clock
  readonly newId: NewId
}

export type QuoteService = ReturnType<typeof createQuoteService>

/** The use cases. Nothing is kept: what another part of the program makes of it is its own matter. */
export function createQuoteService({ clock, newId }: QuoteServiceDependencies) {
  return {
    async create(input: NewQuote): Promise<Quote> {
      return createQuote(input, newId(), clock.now())
    },
  }
}
