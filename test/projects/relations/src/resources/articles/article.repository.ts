import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Article, ArticleChanges } from './article.ts'

/** Where articles are kept. */
export interface ArticleRepository {
  /** Newest first; the id decides between articles of the same time. */
  list(request: PageRequest): Promise<Page<Article>>
  find(id: string): Promise<Article | undefined>
  insert(article: Article): Promise<void>
  /** Makes the changes and raises the version, as one step; `undefined` when there is no article. */
  update(id: string, changes: ArticleChanges, now: Date): Promise<Article | undefined>
  /** Tells whether there was an article. */
  remove(id: string): Promise<boolean>
}
