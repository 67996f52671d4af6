export type InvoiceStateValue = 'open' | 'paid'

export interface Invoice {
  readonly id: string
  readonly note: string | null
  readonly serial: bigint | null
  readonly sentAt: Date | null
  readonly total: string
  readonly state: InvoiceStateValue
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of an invoice when it is made; what is left out has a default. */
export interface NewInvoice {
  readonly note?: string | null
  readonly serial?: bigint | null
  readonly sentAt?: Date | null
  readonly total?: string
  readonly state?: InvoiceStateValue
}

/** What may change later; what is left out stays as it is. */
export type InvoiceChanges = Partial<NewInvoice>

/** The only place where an invoice begins, and where its defaults are. */
export function createInvoice(input: NewInvoice, id: string, now: Date): Invoice {
  return {
    id,
    note: input.note ?? null,
    serial: input.serial ?? null,
    sentAt: input.sentAt ?? null,
    total: input.total ?? '0.00',
    state: input.state ?? 'open',
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
