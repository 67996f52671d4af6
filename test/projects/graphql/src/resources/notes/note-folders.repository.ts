import type { Page, PageRequest } from '../../shared/pagination.ts'

/** Where it is kept which notes have which folders. */
export interface NoteFoldersRepository {
  /** The folders of a note, newest first. */
  listOfNote(id: string, request: PageRequest): Promise<Page<{ readonly id: string }>>
  /** The notes that have one of the folders, newest first. */
  listOfFolders(id: string, request: PageRequest): Promise<Page<{ readonly id: string }>>
  /** Does nothing when the two are linked already. */
  add(id: string, otherId: string): Promise<void>
  /** Tells whether the two were linked. */
  remove(id: string, otherId: string): Promise<boolean>
}
