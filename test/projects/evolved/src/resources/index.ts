import { articlesByEditor } from './articles/article-by-editor.routes.ts'
import { articlesBySubject } from './articles/article-by-subject.routes.ts'
import { articlesByWriter } from './articles/article-by-writer.routes.ts'
import { articleReaders, articlesByReaders } from './articles/article-readers.routes.ts'
import { articleRelated, articlesByRelated } from './articles/article-related.routes.ts'
import { articles } from './articles/index.ts'
import type { Resource } from './resource.ts'
import { topics } from './topics/index.ts'
import { users } from './users/index.ts'

/** The resources that are served. */
export const resources: readonly Resource[] = [
  // One line each, in alphabetical order.
  articles,
  articleReaders,
  articleRelated,
  articlesByEditor,
  articlesByReaders,
  articlesByRelated,
  articlesBySubject,
  articlesByWriter,
  topics,
  users,
]
