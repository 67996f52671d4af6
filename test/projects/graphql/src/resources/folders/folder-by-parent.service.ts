import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { FolderRepository } from './folder.repository.ts'
import type { Folder } from './folder.ts'

export interface FoldersByParentServiceDependencies {
  readonly folders: Pick<FolderRepository, 'list'>
  readonly otherFolders: Pick<FolderRepository, 'find'>
}

export type FoldersByParentService = ReturnType<typeof createFoldersByParentService>

/**
 * The folders whose parent is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createFoldersByParentService(dependencies: FoldersByParentServiceDependencies) {
  const { folders, otherFolders } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Folder>> {
      if (!(await otherFolders.find(id))) {
        throw new NotFoundError('folder_not_found', `There is no folder ${id}.`)
      }
      const own = { field: 'parentId', operator: 'eq', value: id } as const
      return folders.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
