export interface Country {
  readonly id: string
  readonly name: string
  readonly capital: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a country when it is made; what is left out has a default. */
export interface NewCountry {
  readonly name: string
  readonly capital?: string | null
}

/** What may change later; what is left out stays as it is. */
export type CountryChanges = Partial<NewCountry>

/** The only place where a country begins, and where its defaults are. */
export function createCountry(input: NewCountry, id: string, now: Date): Country {
  return {
    id,
    name: input.name,
    capital: input.capital ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
