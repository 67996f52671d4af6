export interface Quote {
  readonly id: string
  readonly text: string
  readonly price: number
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a quote when it is made; what is left out has a default. */
export interface NewQuote {
  readonly text: string
  readonly price?: number
}

/** What may change later; what is left out stays as it is. */
export type QuoteChanges = Partial<NewQuote>

/** The only place where a quote begins, and where its defaults are. */
export function createQuote(input: NewQuote, id: string, now: Date): Quote {
  return {
    id,
    text: input.text,
    price: input.price ?? 0,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
