import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { FolderRepository } from '../folders/folder.repository.ts'
import type { Folder } from '../folders/folder.ts'
import type { NoteRepository } from './note.repository.ts'
import type { Note } from './note.ts'
import type { NoteFoldersRepository } from './note-folders.repository.ts'

export interface NoteFoldersServiceDependencies {
  readonly notes: Pick<NoteRepository, 'find' | 'findMany'>
  readonly folders: Pick<FolderRepository, 'find' | 'findMany'>
  readonly pairs: NoteFoldersRepository
}

export type NoteFoldersService = ReturnType<typeof createNoteFoldersService>

/** The use cases of which notes have which folders. */
export function createNoteFoldersService(dependencies: NoteFoldersServiceDependencies) {
  const { notes, folders, pairs } = dependencies

  async function needNote(id: string): Promise<void> {
    if (await notes.find(id)) return
    throw new NotFoundError('note_not_found', `There is no note ${id}.`)
  }

  async function needFolders(id: string): Promise<void> {
    if (await folders.find(id)) return
    throw new NotFoundError('folder_not_found', `There is no folder ${id}.`)
  }

  return {
    /** The folders of a note. */
    async listOfNote(id: string, request: PageRequest): Promise<Page<Folder>> {
      await needNote(id)
      const page = await pairs.listOfNote(id, request)
      return { next: page.next, data: await found(page.data, folders) }
    },

    /** The notes that have one of the folders. */
    async listOfFolders(id: string, request: PageRequest): Promise<Page<Note>> {
      await needFolders(id)
      const page = await pairs.listOfFolders(id, request)
      return { next: page.next, data: await found(page.data, notes) }
    },

    /** Links the two; that they are already is no mistake. */
    async add(id: string, otherId: string): Promise<void> {
      await needNote(id)
      await needFolders(otherId)
      await pairs.add(id, otherId)
    },

    async remove(id: string, otherId: string): Promise<void> {
      const removed = await pairs.remove(id, otherId)
      if (removed) return
      throw new NotFoundError('link_not_found', `The two are not linked: ${id}, ${otherId}.`)
    },
  }
}

/** What is listed, in one query and in their order. */
async function found<T extends { readonly id: string }>(
  listed: readonly { readonly id: string }[],
  repository: { findMany(ids: readonly string[]): Promise<readonly T[]> },
): Promise<T[]> {
  const entities = await repository.findMany(listed.map(({ id }) => id))
  const byId = new Map(entities.map((entity) => [entity.id, entity]))
  return listed.flatMap(({ id }) => byId.get(id) ?? [])
}
