import { articlesByAuthor } from './articles/article-by-author.routes.ts'
import { articlesByCategory } from './articles/article-by-category.routes.ts'
import { articlesByEditor } from './articles/article-by-editor.routes.ts'
import { articleRelated, articlesByRelated } from './articles/article-related.routes.ts'
import { articlesByTopics, articleTopics } from './articles/article-topics.routes.ts'
import { articles } from './articles/index.ts'
import { categoriesByParent } from './categories/category-by-parent.routes.ts'
import { categories } from './categories/index.ts'
import { profiles } from './profiles/index.ts'
import { profilesBySuccessor } from './profiles/profile-by-successor.routes.ts'
import { profilesByUser } from './profiles/profile-by-user.routes.ts'
import type { Resource } from './resource.ts'
import { topics } from './topics/index.ts'
import { topicsV2 } from './topics/topic-v2.routes.ts'
import { users } from './users/index.ts'
import { usersV3 } from './users/user-v3.routes.ts'

/** The resources that are served. */
export const resources: readonly Resource[] = [
  // One line each, in alphabetical order.
  articles,
  articleRelated,
  articlesByAuthor,
  articlesByCategory,
  articlesByEditor,
  articlesByRelated,
  articlesByTopics,
  articleTopics,
  categories,
  categoriesByParent,
  profiles,
  profilesBySuccessor,
  profilesByUser,
  topics,
  topicsV2,
  users,
  usersV3,
]
