import { projectReader } from '../../src/commit/read.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import type { Tree, TreeFile } from '../../src/render/tree.ts'
import type { Wanted } from '../change/change.ts'
import { renderTarget } from '../change/rendering.ts'
import { broughtMigrations, withMigrations, withUpgrades } from './migrations.ts'

interface UpdateOptions {
  readonly root: string
  readonly manifest: Manifest
  readonly now: Date
  readonly running: {
    readonly version: string
    /** The running copy, where it did not come from the registry: the project is to carry it. */
    readonly archive?: Uint8Array
  }
  /** What the version that made the project makes of its manifest. */
  readonly base: Tree
}

/** What a project is to become with the version that runs. */
export async function updated({
  root,
  manifest,
  now,
  running,
  base,
}: UpdateOptions): Promise<Wanted> {
  const { version, archive } = running
  const features = carrying(manifest, archive !== undefined)
  const bare = { ...manifest, version, features }
  const first = await renderTarget(root, manifest, bare)
  const brought = broughtMigrations(base, first.target)
  const history = withUpgrades(manifest.history, brought, now)
  const after = { ...bare, history }
  const { target: whole, ...others } =
    brought.length === 0 ? first : await renderTarget(root, manifest, after)
  const target = withMigrations(base, whole, history)
  if (archive !== undefined) {
    target.set(foldModel(after).tool.archive, { content: archive, mode: 0o644 })
  }
  const rendered = { base: await withArchive(root, manifest, base), target, ...others }
  return { manifest: after, rendered }
}

function carrying({ features }: Manifest, vendored: boolean): Manifest['features'] {
  return vendored || features.vendored !== undefined ? { ...features, vendored } : features
}

/** The archive is not rendered. It is taken for what it was when it came, so that it can go. */
async function withArchive(root: string, manifest: Manifest, base: Tree): Promise<Tree> {
  if (!manifest.features.vendored) return base
  const { archive } = foldModel(manifest).tool
  const seen = await projectReader(root)(archive)
  if (seen === null) return base
  const file: TreeFile = { content: seen.content, mode: 0o644 }
  return new Map([...base, [archive, file]])
}
