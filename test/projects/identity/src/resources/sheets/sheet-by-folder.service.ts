import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { FolderRepository } from '../folders/folder.repository.ts'
import type { SheetRepository } from './sheet.repository.ts'
import type { Sheet } from './sheet.ts'

export interface SheetsByFolderServiceDependencies {
  readonly sheets: Pick<SheetRepository, 'list'>
  readonly folders: Pick<FolderRepository, 'find'>
}

export type SheetsByFolderService = ReturnType<typeof createSheetsByFolderService>

/**
 * The sheets whose folder is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createSheetsByFolderService(dependencies: SheetsByFolderServiceDependencies) {
  const { sheets, folders } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Sheet>> {
      if (!(await folders.find(id))) {
        throw new NotFoundError('folder_not_found', `There is no folder ${id}.`)
      }
      const own = { field: 'folderId', operator: 'eq', value: id } as const
      return sheets.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
