import { Type } from 'typebox'
import { createIncluder, includeParameter, includingQuery, inclusion } from '../../http/include.ts'
import { listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { EmployeeRepository } from './employee.repository.ts'
import { EmployeeListQuery, EmployeeResponse, toEmployeeResponse } from './employee.schemas.ts'
import type { Employee } from './employee.ts'

/** What can be shown within an employee: null where there is none. What it refers to in turn is not. */
const included = {
  manager: Type.Optional(wire.nullable(EmployeeResponse)),
}

const names = Object.keys(included)

export const EmployeeInclude = Type.Object(
  { include: includeParameter(names) },
  { additionalProperties: false },
)

export const EmployeeIncludingQuery = includingQuery(EmployeeListQuery, names)

export const EmployeeIncluding = Type.Object(
  { ...EmployeeResponse.properties, ...included },
  { additionalProperties: false },
)

export const EmployeeIncludingList = listOf(EmployeeIncluding)

export interface EmployeeIncluderDependencies {
  readonly employees: Pick<EmployeeRepository, 'findMany'>
}

export type EmployeeIncluder = ReturnType<typeof createEmployeeIncluder>

/** The one place where what employees refer to is read, to be shown with them. */
export function createEmployeeIncluder(from: EmployeeIncluderDependencies) {
  return createIncluder(toEmployeeResponse, {
    manager: inclusion((of: Employee) => of.managerId, from.employees, toEmployeeResponse),
  })
}
