export interface Product {
  readonly id: string
  readonly sku: string
  readonly slug: string
  readonly color: string
  readonly size: string | null
  readonly summary: string
  readonly words: readonly string[]
  readonly secret: string | null
  readonly origin: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a product when it is made; what is left out has a default. */
export interface NewProduct {
  readonly sku: string
  readonly slug: string
  readonly color?: string
  readonly size?: string | null
  readonly summary: string
  readonly words: readonly string[]
  readonly secret?: string | null
  readonly origin?: string
}

/** What may change later; what is left out stays as it is. */
export type ProductChanges = Partial<NewProduct>

/** The only place where a product begins, and where its defaults are. */
export function createProduct(input: NewProduct, id: string, now: Date): Product {
  return {
    id,
    sku: input.sku,
    slug: input.slug,
    color: input.color ?? '#ffffff',
    size: input.size ?? null,
    summary: input.summary,
    words: input.words,
    secret: input.secret ?? null,
    origin: input.origin ?? 'DE',
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
