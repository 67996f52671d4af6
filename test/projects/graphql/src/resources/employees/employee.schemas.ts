import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { employeePolicy } from './employee.policy.ts'
import type { Employee } from './employee.ts'

/** What a client may write. */
const fields = {
  name: wire.text(100),
  salary: wire.ruled(wire.nullable(wire.Int32), employeePolicy.fields.salary),
  managerId: wire.ruled(wire.nullable(wire.idOf('/v1/employees')), employeePolicy.fields.managerId),
}

/** What a client may write, and nobody ever reads. */
const secrets = {
  pin: wire.nullable(wire.text(20)),
}

const example = {
  name: 'First name',
  salary: 1,
  pin: 'First pin',
  managerId: null,
}

/** How a body is read, where the program has another value than the wire. */
export const employeeReaders = {
  managerId: wire.toUuid,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateEmployeeBody = Type.Object(
  {
    name: fields.name,
    salary: Type.Optional(fields.salary),
    pin: Type.Optional(secrets.pin),
    managerId: Type.Optional(fields.managerId),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateEmployeeBody = Type.Partial(Type.Object({ ...fields, ...secrets }), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const EmployeeResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    salary: Type.Optional(fields.salary),
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const EmployeeList = listOf(EmployeeResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const EmployeeListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
  salary: filter.seenBy(
    employeePolicy.fields.salary.read,
    filter.orNull(filter.ordered(wire.Int32)),
  ),
  managerId: filter.orNull(filter.reference(wire.Id)),
})

export function toEmployeeResponse(employee: Employee): Static<typeof EmployeeResponse> {
  return {
    id: employee.id,
    name: employee.name,
    salary: employee.salary,
    managerId: employee.managerId,
    createdAt: employee.createdAt.toISOString(),
    updatedAt: employee.updatedAt.toISOString(),
    version: employee.version,
  }
}
