import { articlesByEditor } from './articles/article-by-editor.routes.ts'
import { articles } from './articles/index.ts'
import { authors } from './authors/index.ts'
import type { Resource } from './resource.ts'
import { topics } from './topics/index.ts'

/** The resources that are served. */
export const resources: readonly Resource[] = [
  // One line each, in alphabetical order.
  articles,
  articlesByEditor,
  authors,
  topics,
]
