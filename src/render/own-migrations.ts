import type { UpgradeOperation } from '../manifest/manifest.ts'

/** The stamp of the migrations that a new project begins with: before every operation. */
const FIRST = /^migrations\/0{8}T\d{6}Z_(.+)\.ts$/

/** The names of the migrations among these paths, without the folder and the ending. */
export function migrationNames(paths: Iterable<string>): readonly string[] {
  return [...paths].flatMap((path) => /^migrations\/(.*)\.ts$/.exec(path)?.[1] ?? [])
}

/** The name of a migration of the project itself, or `undefined` for every other path. */
export function ownMigration(path: string): string | undefined {
  return FIRST.exec(path)?.[1]
}

/** The path, with the time that the migration came at where it came with a later version. */
export function atItsTime(path: string, upgrades: readonly UpgradeOperation[]): string {
  const name = ownMigration(path)
  const brought = name === undefined ? undefined : upgrades.find((one) => one.name === name)
  return brought ? `migrations/${brought.at}_${name}.ts` : path
}
