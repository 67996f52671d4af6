import { articles } from './articles/index.ts'
import type { Resource } from './resource.ts'

/** The resources that are served. */
export const resources: readonly Resource[] = [
  // One line each, in alphabetical order.
  articles,
]
