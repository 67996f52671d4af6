import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Invoice } from './invoice.ts'

/** What a client may write. */
const fields = {
  note: wire.nullable(wire.text(65535)),
}

const example = {
  note: 'First note',
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateInvoiceBody = Type.Object(
  {
    note: Type.Optional(fields.note),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateInvoiceBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const InvoiceResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    serial: wire.nullable(wire.Int64),
    sentAt: wire.nullable(wire.Timestamp),
    total: wire.decimal(10, 2),
    state: wire.oneOf('open', 'paid'),
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const InvoiceList = listOf(InvoiceResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const InvoiceListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  serial: filter.orNull(filter.ordered(wire.Int64, filter.toBigInt)),
  state: filter.choice(wire.oneOf('open', 'paid')),
})

export function toInvoiceResponse(invoice: Invoice): Static<typeof InvoiceResponse> {
  return {
    id: invoice.id,
    note: invoice.note,
    serial: invoice.serial?.toString() ?? null,
    sentAt: invoice.sentAt?.toISOString() ?? null,
    total: invoice.total,
    state: invoice.state,
    createdAt: invoice.createdAt.toISOString(),
    updatedAt: invoice.updatedAt.toISOString(),
    version: invoice.version,
  }
}
