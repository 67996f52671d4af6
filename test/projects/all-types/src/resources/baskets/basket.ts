export type BasketKindsValue = 'x' | 'y'

export interface Basket {
  readonly id: string
  readonly tags: readonly string[]
  readonly codes: readonly string[] | null
  readonly numbers: readonly number[]
  readonly sizes: readonly bigint[] | null
  readonly prices: readonly string[]
  readonly floats: readonly number[] | null
  readonly flags: readonly boolean[] | null
  readonly ids: readonly string[] | null
  readonly days: readonly string[] | null
  readonly times: readonly Date[] | null
  readonly kinds: readonly BasketKindsValue[]
  readonly mails: readonly string[] | null
  readonly links: readonly string[] | null
  readonly moments: readonly Date[]
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a basket when it is made; what is left out has a default. */
export interface NewBasket {
  readonly tags?: readonly string[]
  readonly codes?: readonly string[] | null
  readonly numbers?: readonly number[]
  readonly sizes?: readonly bigint[] | null
  readonly prices: readonly string[]
  readonly floats?: readonly number[] | null
  readonly flags?: readonly boolean[] | null
  readonly ids?: readonly string[] | null
  readonly days?: readonly string[] | null
  readonly times?: readonly Date[] | null
  readonly kinds?: readonly BasketKindsValue[]
  readonly mails?: readonly string[] | null
  readonly links?: readonly string[] | null
  readonly moments?: readonly Date[]
}

/** What may change later; what is left out stays as it is. */
export type BasketChanges = Partial<NewBasket>

/** The only place where a basket begins, and where its defaults are. */
export function createBasket(input: NewBasket, id: string, now: Date): Basket {
  return {
    id,
    tags: input.tags ?? [],
    codes: input.codes ?? null,
    numbers: input.numbers ?? [1, 2],
    sizes: input.sizes ?? null,
    prices: input.prices,
    floats: input.floats ?? null,
    flags: input.flags ?? null,
    ids: input.ids ?? null,
    days: input.days ?? null,
    times: input.times ?? null,
    kinds: input.kinds ?? ['x'],
    mails: input.mails ?? null,
    links: input.links ?? null,
    moments: input.moments ?? [],
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
