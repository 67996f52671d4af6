import { articles } from './articles/index.ts'
import { earlyItemsByLate } from './earlies/early-by-late.routes.ts'
import { earlyItemLates, earlyItemsByLates } from './earlies/early-lates.routes.ts'
import { earlyItems } from './earlies/index.ts'
import { lateItems } from './lates/index.ts'
import { notes } from './notes/index.ts'
import type { Resource } from './resource.ts'

/** The resources that are served. */
export const resources: readonly Resource[] = [
  // One line each, in alphabetical order.
  articles,
  earlyItems,
  earlyItemLates,
  earlyItemsByLate,
  earlyItemsByLates,
  lateItems,
  notes,
]
