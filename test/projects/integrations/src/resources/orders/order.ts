export interface Order {
  readonly id: string
  readonly title: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of an order when it is made; what is left out has a default. */
export interface NewOrder {
  readonly title: string
}

/** What may change later; what is left out stays as it is. */
export type OrderChanges = Partial<NewOrder>

/** The only place where an order begins, and where its defaults are. */
export function createOrder(input: NewOrder, id: string, now: Date): Order {
  return {
    id,
    title: input.title,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
