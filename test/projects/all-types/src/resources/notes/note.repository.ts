import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Note, NoteChanges } from './note.ts'

/** Where notes are kept. */
export interface NoteRepository {
  /** Newest first; the id decides between notes of the same time. */
  list(request: PageRequest): Promise<Page<Note>>
  find(id: string): Promise<Note | undefined>
  insert(note: Note): Promise<void>
  /** Makes the changes and raises the version, as one step; `undefined` when there is no note. */
  update(id: string, changes: NoteChanges, now: Date): Promise<Note | undefined>
  /** Tells whether there was a note. */
  remove(id: string): Promise<boolean>
}
