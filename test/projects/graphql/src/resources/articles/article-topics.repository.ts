import type { Page, PageRequest } from '../../shared/pagination.ts'

/** Where it is kept which articles have which topics. */
export interface ArticleTopicsRepository {
  /** The topics of an article, newest first. */
  listOfArticle(id: string, request: PageRequest): Promise<Page<{ readonly id: string }>>
  /** The articles that have one of the topics, newest first. */
  listOfTopics(id: string, request: PageRequest): Promise<Page<{ readonly id: string }>>
  /** Does nothing when the two are linked already. */
  add(id: string, otherId: string): Promise<void>
  /** Tells whether the two were linked. */
  remove(id: string, otherId: string): Promise<boolean>
}
