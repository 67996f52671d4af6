import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Article, ArticleChanges } from './article.ts'

/** Where articles are kept. */
export interface ArticleRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Article>>
  find(id: string): Promise<Article | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Article[]>
  /** Keeps all of them, or none. */
  insert(...articles: readonly Article[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no article, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: ArticleChanges,
    now: Date,
    expected?: number,
  ): Promise<Article | undefined>
  /** Tells whether there was an article, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
