import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { News } from '../../src/merge/plan.ts'
import { packageRoot } from '../../src/package.ts'
import { newsOf } from '../../src/report/changelog.ts'

/** What the running copy's changelog says of the versions after one and up to another. */
export function readNews(range: {
  readonly after: string
  readonly upTo: string
}): readonly News[] {
  return newsOf(readFileSync(join(packageRoot(), 'CHANGELOG.md'), 'utf8'), range)
}
