import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Examination } from './examination.ts'

/** Folders in which nobody writes by hand. */
const SKIPPED = new Set(['node_modules', 'dist', '.data', '.git', '.alex', 'coverage', 'vendor'])

/** The files that people write: what git tracks or would, and without git all but what is made. */
export async function projectFiles(project: Examination): Promise<readonly string[]> {
  const { inside, tracked, untracked } = await project.git()
  if (!inside) return walk(project.root, '')
  return [...new Set([...tracked, ...untracked])].filter((path) => {
    return !path.split('/').some((part) => SKIPPED.has(part)) && project.has(path)
  })
}

function walk(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(root, path)
    return entry.isFile() ? [path] : []
  })
}
