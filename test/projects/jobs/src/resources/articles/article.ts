export interface Article {
  readonly id: string
  readonly title: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of an article when it is made; what is left out has a default. */
export interface NewArticle {
  readonly title: string
}

/** What may change later; what is left out stays as it is. */
export type ArticleChanges = Partial<NewArticle>

/** The only place where an article begins, and where its defaults are. */
export function createArticle(input: NewArticle, id: string, now: Date): Article {
  return {
    id,
    title: input.title,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
