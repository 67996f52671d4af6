import { type Static, Type } from 'typebox'
import { listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Category } from './category.ts'

/** What a client may write. */
const fields = {
  name: wire.text(80),
  parentId: wire.nullable(wire.Id),
}

const example = {
  name: 'First name',
  parentId: null,
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateCategoryBody = Type.Object(
  {
    name: fields.name,
    parentId: Type.Optional(fields.parentId),
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateCategoryBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const CategoryResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const CategoryList = listOf(CategoryResponse)

export function toCategoryResponse(category: Category): Static<typeof CategoryResponse> {
  return {
    id: category.id,
    name: category.name,
    parentId: category.parentId,
    createdAt: category.createdAt.toISOString(),
    updatedAt: category.updatedAt.toISOString(),
    version: category.version,
  }
}
