import type { Operation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import { ownMigration } from '../../src/render/own-migrations.ts'
import type { Tree, TreeFile } from '../../src/render/tree.ts'

/**
 * The names of the migrations of the project itself that the newer version has and the older had
 * not. By their stamp they would come before what is applied already, which every database refuses.
 */
export function broughtMigrations(base: Tree, target: Tree): readonly string[] {
  return [...target.keys()].flatMap((path) => (base.has(path) ? [] : (ownMigration(path) ?? [])))
}

/** The history, with the migrations of the project itself that come now, each at a time of its own. */
export function withUpgrades(
  history: readonly Operation[],
  names: readonly string[],
  now: Date,
): readonly Operation[] {
  const longer = [...history]
  for (const name of names) longer.push({ at: nextStamp(longer, now), run: 'upgrade', name })
  return longer
}

/**
 * The target with the migrations of the base as they are: one that exists has run somewhere, and is
 * never written anew, renamed or removed.
 *
 * @param history that of the target
 * @throws Error for an operation that had no migration and has one now: there is no time for it
 */
export function withMigrations(
  base: Tree,
  target: Tree,
  history: readonly Operation[],
): Map<string, TreeFile> {
  const kept = new Map([...base].filter(([path]) => isMigration(path)))
  const stamps = new Set([...kept.keys()].map(stampOf))
  const brought = new Set(history.flatMap(({ run, at }) => (run === 'upgrade' ? [at] : [])))
  const others = [...target].filter(([path]) => {
    if (!isMigration(path) || kept.has(path)) return !kept.has(path)
    if (brought.has(stampOf(path))) return true
    if (stamps.has(stampOf(path))) return false
    throw new Error(`${path}: the operation had no migration before this version`)
  })
  return new Map([...others, ...kept])
}

function isMigration(path: string): boolean {
  return path.startsWith('migrations/')
}

/** `20261122T093000Z`; two of one operation have the same. */
function stampOf(path: string): string {
  return path.slice('migrations/'.length).split('_', 1)[0] as string
}
