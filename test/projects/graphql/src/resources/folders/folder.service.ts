import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { FolderChangedError, FolderNotFoundError } from './folder.errors.ts'
import type { FolderRepository } from './folder.repository.ts'
import { createFolder, type Folder, type FolderChanges, type NewFolder } from './folder.ts'

export interface FolderServiceDependencies {
  readonly folders: FolderRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type FolderService = ReturnType<typeof createFolderService>

/** The use cases. A rule about folders belongs here, whichever way the request came in. */
export function createFolderService({ folders, clock, newId }: FolderServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Folder>> {
      return folders.list(request)
    },

    async get(id: string): Promise<Folder> {
      const folder = await folders.find(id)
      if (!folder) throw new FolderNotFoundError(id)
      return folder
    },

    async create(input: NewFolder): Promise<Folder> {
      const folder = createFolder(input, newId(), clock.now())
      await folders.insert(folder)
      return folder
    },

    async createMany(inputs: readonly NewFolder[]): Promise<readonly Folder[]> {
      const now = clock.now()
      const created = inputs.map((input) => createFolder(input, newId(), now))
      await folders.insert(...created)
      return created
    },

    async update(id: string, changes: FolderChanges, expected?: number): Promise<Folder> {
      const folder = await folders.update(id, changes, clock.now(), expected)
      if (!folder) throw await obstacle(folders, id)
      return folder
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await folders.remove(id, expected)
      if (!removed) throw await obstacle(folders, id)
    },
  }
}

/** Why there was nothing to change: no folder, or not in the version that was expected. */
async function obstacle(folders: FolderRepository, id: string): Promise<Error> {
  const folder = await folders.find(id)
  return folder ? new FolderChangedError(id) : new FolderNotFoundError(id)
}
