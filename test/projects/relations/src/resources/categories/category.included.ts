import { Type } from 'typebox'
import { createIncluder, includeParameter, includingQuery, inclusion } from '../../http/include.ts'
import { listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { CategoryRepository } from './category.repository.ts'
import { CategoryListQuery, CategoryResponse, toCategoryResponse } from './category.schemas.ts'
import type { Category } from './category.ts'

/** What can be shown within a category: null where there is none. What it refers to in turn is not. */
const included = {
  parent: Type.Optional(wire.nullable(CategoryResponse)),
}

const names = Object.keys(included)

export const CategoryInclude = Type.Object(
  { include: includeParameter(names) },
  { additionalProperties: false },
)

export const CategoryIncludingQuery = includingQuery(CategoryListQuery, names)

export const CategoryIncluding = Type.Object(
  { ...CategoryResponse.properties, ...included },
  { additionalProperties: false },
)

export const CategoryIncludingList = listOf(CategoryIncluding)

export interface CategoryIncluderDependencies {
  readonly categories: Pick<CategoryRepository, 'findMany'>
}

export type CategoryIncluder = ReturnType<typeof createCategoryIncluder>

/** The one place where what categories refer to is read, to be shown with them. */
export function createCategoryIncluder(from: CategoryIncluderDependencies) {
  return createIncluder(toCategoryResponse, {
    parent: inclusion((of: Category) => of.parentId, from.categories, toCategoryResponse),
  })
}
