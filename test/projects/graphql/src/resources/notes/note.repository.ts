import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Note, NoteChanges } from './note.ts'

/** Where notes are kept. */
export interface NoteRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Note>>
  find(id: string): Promise<Note | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Note[]>
  /** Keeps all of them, or none. */
  insert(...notes: readonly Note[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no note, or
   * not in the version that is expected.
   */
  update(id: string, changes: NoteChanges, now: Date, expected?: number): Promise<Note | undefined>
  /** Tells whether there was a note, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
