import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class ArticleNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('article_not_found', `There is no article ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class ArticleChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('article_changed', `The article ${id} is in another version: read it again.`)
  }
}
