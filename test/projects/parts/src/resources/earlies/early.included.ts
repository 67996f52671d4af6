import { Type } from 'typebox'
import { createIncluder, includeParameter, includingQuery, inclusion } from '../../http/include.ts'
import { listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { LateItemRepository } from '../lates/late.repository.ts'
import { LateItemResponse, toLateItemResponse } from '../lates/late.schemas.ts'
import { EarlyItemListQuery, EarlyItemResponse, toEarlyItemResponse } from './early.schemas.ts'
import type { EarlyItem } from './early.ts'

/** What can be shown within an early: null where there is none. What it refers to in turn is not. */
const included = {
  late: Type.Optional(wire.nullable(LateItemResponse)),
}

const names = Object.keys(included)

export const EarlyItemInclude = Type.Object(
  { include: includeParameter(names) },
  { additionalProperties: false },
)

export const EarlyItemIncludingQuery = includingQuery(EarlyItemListQuery, names)

export const EarlyItemIncluding = Type.Object(
  { ...EarlyItemResponse.properties, ...included },
  { additionalProperties: false },
)

export const EarlyItemIncludingList = listOf(EarlyItemIncluding)

export interface EarlyItemIncluderDependencies {
  readonly lateItems: Pick<LateItemRepository, 'findMany'>
}

export type EarlyItemIncluder = ReturnType<typeof createEarlyItemIncluder>

/** The one place where what earlies refer to is read, to be shown with them. */
export function createEarlyItemIncluder(from: EarlyItemIncluderDependencies) {
  return createIncluder(toEarlyItemResponse, {
    late: inclusion((of: EarlyItem) => of.lateId, from.lateItems, toLateItemResponse),
  })
}
