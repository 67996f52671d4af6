import type { Tree } from '../render/tree.ts'
import { conflict, decode, type MergedFile, mergeFile, sameFile } from './file.ts'
import { checkPaths } from './paths.ts'
import type { FileState, PlanEntry } from './plan.ts'
import { syntaxChecker } from './syntax.ts'

/** Reads a file of the project; the path is the tree's. `null` where there is none. */
export type ReadFile = (path: string) => Promise<FileState | null>

export interface MergeOptions {
  /** What the project was rendered to. */
  readonly base: Tree
  /** What it would be rendered to now. */
  readonly target: Tree
  /** The user's side; see `projectReader` in `commit/read.ts`. */
  readonly readFile: ReadFile
  /** Paths that are only lists of lines, each sorted: merged as sets where lines alone conflict. */
  readonly registries?: ReadonlySet<string>
  /** What changes the project, as a conflict marker says it: `plop resource article`. */
  readonly label?: string
}

/**
 * One entry for each path where the two renderings differ; no other path is read. What would be
 * written as TypeScript, JavaScript or JSON is parsed, and is a conflict where it does not parse.
 *
 * Throws a UserError for a path that leads out of the project.
 */
export async function merge(options: MergeOptions): Promise<PlanEntry[]> {
  const { base, target, readFile, registries, label } = options
  checkPaths([...target.keys()])
  const paths = [...new Set([...base.keys(), ...target.keys()])]
    .filter((path) => !sameFile(base.get(path), target.get(path)))
    .sort()
  const check = syntaxChecker()
  const entries: PlanEntry[] = []
  for (const path of paths) {
    const merged = mergeFile({
      path,
      base: base.get(path),
      target: target.get(path),
      seen: await readFile(path),
      registry: registries?.has(path) ?? false,
      ...(label !== undefined && { label }),
    })
    entries.push(await checked(merged, check))
  }
  return entries
}

/** The entries of a new project: every path of the trees is created, once it parses. */
export async function createEntries(...trees: readonly Tree[]): Promise<PlanEntry[]> {
  const files = trees.flatMap((tree) => [...tree]).sort(([a], [b]) => (a < b ? -1 : 1))
  checkPaths(files.map(([path]) => path))
  const check = syntaxChecker()
  const entries: PlanEntry[] = []
  for (const [path, file] of files) {
    const entry: PlanEntry = { path, action: 'create', seen: null, result: file }
    entries.push(await checked({ entry }, check))
  }
  return entries
}

async function checked(
  { entry, origins }: MergedFile,
  check: ReturnType<typeof syntaxChecker>,
): Promise<PlanEntry> {
  const { path, seen, result } = entry
  if (!result) return entry
  const before = seen ? decode(seen.content) : undefined
  const problem = await check(path, result.content, before)
  if (!problem) return entry
  const line = origins?.[problem.line - 1] ?? problem.line
  const merged = entry.action === 'merge'
  const reason = `${merged ? 'the merged file' : 'the new file'} would not parse: ${problem.message}`
  // A person can mend a merge; what was rendered so is not theirs to mend.
  return conflict(path, seen, { reason, lines: [line], ...(merged && { marked: result }) })
}
