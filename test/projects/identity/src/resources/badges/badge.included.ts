import { Type } from 'typebox'
import { createIncluder, includeParameter, includingQuery, inclusion } from '../../http/include.ts'
import { listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { EmployeeRepository } from '../employees/employee.repository.ts'
import { EmployeeResponse, toEmployeeResponse } from '../employees/employee.schemas.ts'
import { BadgeListQuery, BadgeResponse, toBadgeResponse } from './badge.schemas.ts'
import type { Badge } from './badge.ts'

/** What can be shown within a badge: null where there is none. What it refers to in turn is not. */
const included = {
  employee: Type.Optional(wire.nullable(EmployeeResponse)),
}

const names = Object.keys(included)

export const BadgeInclude = Type.Object(
  { include: includeParameter(names) },
  { additionalProperties: false },
)

export const BadgeIncludingQuery = includingQuery(BadgeListQuery, names)

export const BadgeIncluding = Type.Object(
  { ...BadgeResponse.properties, ...included },
  { additionalProperties: false },
)

export const BadgeIncludingList = listOf(BadgeIncluding)

export interface BadgeIncluderDependencies {
  readonly employees: Pick<EmployeeRepository, 'findMany'>
}

export type BadgeIncluder = ReturnType<typeof createBadgeIncluder>

/** The one place where what badges refer to is read, to be shown with them. */
export function createBadgeIncluder(from: BadgeIncluderDependencies) {
  return createIncluder(toBadgeResponse, {
    employee: inclusion((of: Badge) => of.employeeId, from.employees, toEmployeeResponse),
  })
}
