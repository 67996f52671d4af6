import { Type } from 'typebox'
import { createIncluder, includeParameter, includingQuery, inclusion } from '../../http/include.ts'
import { listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { FolderRepository } from '../folders/folder.repository.ts'
import { FolderResponse, toFolderResponse } from '../folders/folder.schemas.ts'
import type { SheetRepository } from './sheet.repository.ts'
import { SheetListQuery, SheetResponse, toSheetResponse } from './sheet.schemas.ts'
import type { Sheet } from './sheet.ts'

/** What can be shown within a sheet: null where there is none. What it refers to in turn is not. */
const included = {
  folder: Type.Optional(wire.nullable(FolderResponse)),
  parent: Type.Optional(wire.nullable(SheetResponse)),
}

const names = Object.keys(included)

export const SheetInclude = Type.Object(
  { include: includeParameter(names) },
  { additionalProperties: false },
)

export const SheetIncludingQuery = includingQuery(SheetListQuery, names)

export const SheetIncluding = Type.Object(
  { ...SheetResponse.properties, ...included },
  { additionalProperties: false },
)

export const SheetIncludingList = listOf(SheetIncluding)

export interface SheetIncluderDependencies {
  readonly folders: Pick<FolderRepository, 'findMany'>
  readonly sheets: Pick<SheetRepository, 'findMany'>
}

export type SheetIncluder = ReturnType<typeof createSheetIncluder>

/** The one place where what sheets refer to is read, to be shown with them. */
export function createSheetIncluder(from: SheetIncluderDependencies) {
  return createIncluder(toSheetResponse, {
    folder: inclusion((of: Sheet) => of.folderId, from.folders, toFolderResponse),
    parent: inclusion((of: Sheet) => of.parentId, from.sheets, toSheetResponse),
  })
}
