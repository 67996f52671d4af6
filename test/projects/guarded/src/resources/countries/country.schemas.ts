import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Country } from './country.ts'

/** What a client may write. */
const fields = {
  name: wire.text(80),
  capital: wire.nullable(wire.text(80)),
}

const example = {
  name: 'First name',
  capital: 'First capital',
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateCountryBody = Type.Object(
  {
    name: fields.name,
    capital: Type.Optional(fields.capital),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateCountryBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const CountryResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const CountryList = listOf(CountryResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const CountryListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  capital: filter.orNull(filter.ordered(wire.text(80))),
})

export function toCountryResponse(country: Country): Static<typeof CountryResponse> {
  return {
    id: country.id,
    name: country.name,
    capital: country.capital,
    createdAt: country.createdAt.toISOString(),
    updatedAt: country.updatedAt.toISOString(),
    version: country.version,
  }
}
