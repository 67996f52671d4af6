import { Type } from 'typebox'
import { createIncluder, includeParameter, includingQuery, inclusion } from '../../http/include.ts'
import { listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { FolderRepository } from './folder.repository.ts'
import { FolderListQuery, FolderResponse, toFolderResponse } from './folder.schemas.ts'
import type { Folder } from './folder.ts'

/** What can be shown within a folder: null where there is none. What it refers to in turn is not. */
const included = {
  parent: Type.Optional(wire.nullable(FolderResponse)),
}

const names = Object.keys(included)

export const FolderInclude = Type.Object(
  { include: includeParameter(names) },
  { additionalProperties: false },
)

export const FolderIncludingQuery = includingQuery(FolderListQuery, names)

export const FolderIncluding = Type.Object(
  { ...FolderResponse.properties, ...included },
  { additionalProperties: false },
)

export const FolderIncludingList = listOf(FolderIncluding)

export interface FolderIncluderDependencies {
  readonly folders: Pick<FolderRepository, 'findMany'>
}

export type FolderIncluder = ReturnType<typeof createFolderIncluder>

/** The one place where what folders refer to is read, to be shown with them. */
export function createFolderIncluder(from: FolderIncluderDependencies) {
  return createIncluder(toFolderResponse, {
    parent: inclusion((of: Folder) => of.parentId, from.folders, toFolderResponse),
  })
}
