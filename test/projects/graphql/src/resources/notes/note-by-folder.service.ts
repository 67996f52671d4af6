import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { FolderRepository } from '../folders/folder.repository.ts'
import type { NoteRepository } from './note.repository.ts'
import type { Note } from './note.ts'

export interface NotesByFolderServiceDependencies {
  readonly notes: Pick<NoteRepository, 'list'>
  readonly folders: Pick<FolderRepository, 'find'>
}

export type NotesByFolderService = ReturnType<typeof createNotesByFolderService>

/**
 * The notes whose folder is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createNotesByFolderService(dependencies: NotesByFolderServiceDependencies) {
  const { notes, folders } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Note>> {
      if (!(await folders.find(id))) {
        throw new NotFoundError('folder_not_found', `There is no folder ${id}.`)
      }
      const own = { field: 'folderId', operator: 'eq', value: id } as const
      return notes.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
