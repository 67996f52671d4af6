import { articleRelated, articlesByRelated } from './articles/article-related.routes.ts'
import { articlesByTopics, articleTopics } from './articles/article-topics.routes.ts'
import { articles } from './articles/index.ts'
import { categories } from './categories/index.ts'
import { profiles } from './profiles/index.ts'
import type { Resource } from './resource.ts'
import { topics } from './topics/index.ts'
import { users } from './users/index.ts'

/** The resources that are served. */
export const resources: readonly Resource[] = [
  // One line each, in alphabetical order.
  articles,
  articleRelated,
  articlesByRelated,
  articlesByTopics,
  articleTopics,
  categories,
  profiles,
  topics,
  users,
]
