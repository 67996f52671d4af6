import type { Notice } from '../../src/merge/plan.ts'
import { migrationNames } from '../../src/render/own-migrations.ts'
import type { Tree } from '../../src/render/tree.ts'

/** A branch with what is generated of it. */
interface Branch {
  readonly label: string
  readonly tree: Tree
}

interface Branches {
  readonly base: Tree
  readonly ours: Branch
  readonly theirs: Branch
  readonly united: Tree
  /** `npm run` */
  readonly run: string
}

/** What a database has to do with the migrations of two branches, whose times lie between each other. */
export function migrationNotices({ base, ours, theirs, united, run }: Branches): Notice[] {
  const known = new Set(migrationsOf(base))
  const added = ({ label, tree }: Branch) => ({
    label,
    names: migrationsOf(tree).filter((name) => !known.has(name) && united.has(pathOf(name))),
  })
  const [mine, other] = [added(ours), added(theirs)]
  const changed = [ours, theirs].flatMap(({ label, tree }) =>
    migrationsOf(tree)
      .filter((name) => isOther(tree, united, name))
      .map((name) => ({ label, name })),
  )
  return [
    ...late(mine, other, run),
    ...late(other, mine, run),
    ...changed.map(({ label, name }) => ({
      code: 'migration-changed',
      message: `migrations/${name}.ts is not what it was on ${label}, since an operation of the other branch came before it. A database that has it from there has to be rolled back there, before it is migrated here.`,
    })),
  ]
}

interface Added {
  readonly label: string
  readonly names: readonly string[]
}

/** A database that has the migrations of one branch refuses those of the other that sort before. */
function late(applied: Added, missing: Added, run: string): Notice[] {
  const last = applied.names.at(-1)
  const before = missing.names.filter((name) => last !== undefined && name < last)
  const [first] = before
  if (first === undefined) return []
  const back = applied.names.filter((name) => name > first).reverse()
  const times = back.length === 1 ? '' : `, ${back.length} times`
  return [
    {
      code: 'late-migration',
      message: `${before.join(', ')} (of ${missing.label}) is late for a database that has ${back.join(', ')} (of ${applied.label}). Roll that back in it (${run} db:rollback${times}: what is in those tables goes), then migrate: ${run} db:migrate`,
    },
  ]
}

const FOLDER = 'migrations/'

function migrationsOf(tree: Tree): string[] {
  return migrationNames(tree.keys()).toSorted()
}

function pathOf(name: string): string {
  return `${FOLDER}${name}.ts`
}

function isOther(tree: Tree, united: Tree, name: string): boolean {
  const [one, other] = [tree.get(pathOf(name)), united.get(pathOf(name))]
  return one !== undefined && other !== undefined && one.content !== other.content
}
