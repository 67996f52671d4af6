import { NotFoundError } from '../../shared/errors.ts'

export class ArticleNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('article_not_found', `There is no article ${id}.`)
  }
}
