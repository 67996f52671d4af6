import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Author, AuthorChanges } from './author.ts'

/** Where authors are kept. */
export interface AuthorRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Author>>
  find(id: string): Promise<Author | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Author[]>
  /** Keeps all of them, or none. */
  insert(...authors: readonly Author[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no author, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: AuthorChanges,
    now: Date,
    expected?: number,
  ): Promise<Author | undefined>
  /** Tells whether there was an author, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
