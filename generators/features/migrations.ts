import type { Manifest } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import { ownMigration } from '../../src/render/own-migrations.ts'
import type { Templates } from '../../src/render/templates.ts'
import { withUpgrades } from '../update/migrations.ts'

/**
 * The project with other features, with the migrations of what they bring at the time of now: its
 * databases are further than those of a project that had them from the beginning. What came so and
 * belongs to what goes, goes with it.
 */
export function withOwnMigrations(
  before: Manifest,
  after: Manifest,
  templates: Templates,
  now: Date,
): Manifest {
  const [had, has] = [before, after].map((manifest) => ownMigrations(manifest, templates)) as [
    readonly string[],
    readonly string[],
  ]
  const gone = new Set(had.filter((name) => !has.includes(name)))
  const kept = after.history.filter(
    (operation) => operation.run !== 'upgrade' || !gone.has(operation.name),
  )
  // Where nothing has been generated yet, it is as if the project had been made with it.
  const brought = kept.length > 0 ? has.filter((name) => !had.includes(name)) : []
  return { ...after, history: withUpgrades(kept, brought, now) }
}

/** The names of the migrations that the layers of a project begin with. */
function ownMigrations(manifest: Manifest, templates: Templates): readonly string[] {
  return foldModel(manifest).layers.flatMap((layer) => {
    const folder = `project/${layer}/`
    return templates.flatMap(({ path }) => {
      if (!path.startsWith(folder)) return []
      return ownMigration(path.slice(folder.length).replace(/\.hbs$/, '')) ?? []
    })
  })
}
