import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { TopicRepository } from '../topics/topic.repository.ts'
import type { ArticleRepository } from './article.repository.ts'
import type { Article } from './article.ts'

export interface ArticlesBySubjectServiceDependencies {
  readonly articles: Pick<ArticleRepository, 'list'>
  readonly topics: Pick<TopicRepository, 'find'>
}

export type ArticlesBySubjectService = ReturnType<typeof createArticlesBySubjectService>

/**
 * The articles whose subject is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createArticlesBySubjectService(dependencies: ArticlesBySubjectServiceDependencies) {
  const { articles, topics } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Article>> {
      if (!(await topics.find(id))) {
        throw new NotFoundError('topic_not_found', `There is no topic ${id}.`)
      }
      const own = { field: 'subjectId', operator: 'eq', value: id } as const
      return articles.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
