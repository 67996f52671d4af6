import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { planChange } from '../../../generators/change/plan.ts'
import { renderProject } from '../../../generators/change/rendering.ts'
import type { Manifest } from '../../../src/manifest/manifest.ts'
import type { Plan } from '../../../src/merge/plan.ts'

/** A project in a folder of its own, as it was made and never installed. */
export interface DiskProject {
  readonly root: string
  readonly manifest: () => Manifest
  readonly read: (path: string) => string | undefined
  readonly write: (path: string, content: string | Uint8Array) => void
  /** Removes a file, or a folder with what is in it. */
  readonly remove: (path: string) => void
  /** Plans a change, without making it. */
  readonly plan: (after: Manifest) => Promise<Plan>
  /** Makes it, unless it is refused. */
  readonly change: (after: Manifest) => Promise<Plan>
  /** The text of the migration of an operation. */
  readonly migration: (at: string) => string | undefined
  /** The paths whose content is not what the project was rendered to. */
  readonly edited: () => Promise<readonly string[]>
}

/**
 * Makes the project of a manifest in a temporary folder, which `removeProjects` removes.
 *
 * @param isBare leaves out what is generated, where nobody looks at it
 */
export async function projectOnDisk(made: Manifest, isBare = false): Promise<DiskProject> {
  const outer = mkdtempSync(join(tmpdir(), 'alex-project-'))
  folders.push(outer)
  const root = join(outer, 'my-api')
  mkdirSync(root)
  const full = (path: string) => join(root, path)
  // Nobody else writes there, and to read hundreds of files again and again takes long.
  const files = new Map<string, Buffer>()
  let manifest = made
  const write: DiskProject['write'] = (path, content) => {
    mkdirSync(dirname(full(path)), { recursive: true })
    writeFileSync(full(path), content)
    files.set(path, Buffer.from(content as string))
  }
  const remove = (path: string) => {
    rmSync(full(path), { recursive: true })
    for (const other of [...files.keys()]) {
      if (other === path || other.startsWith(`${path}/`)) files.delete(other)
    }
  }
  if (!isBare) {
    for (const [path, { content }] of await renderProject(root, made)) write(path, content)
  }
  const plan: DiskProject['plan'] = (after) =>
    planChange(
      root,
      manifest,
      { manifest: after, keepEdited: false },
      { recovered: [], label: 'test', onConflict: 'fail' },
    )
  return {
    root,
    manifest: () => manifest,
    read: (path) => files.get(path)?.toString(),
    write,
    remove,
    plan,
    change: async (after) => {
      const planned = await plan(after)
      if (planned.issues.length > 0) return planned
      // A commit waits for the disk, which is not what is asked here.
      for (const { path, result } of planned.entries) {
        if (result) write(path, result.content)
        else if (result === null) remove(path)
      }
      manifest = after
      return planned
    },
    migration: (at) =>
      [...files].find(([path]) => path.startsWith(`migrations/${at}`))?.[1].toString(),
    edited: async () => {
      const tree = await renderProject(root, manifest)
      return [...tree].flatMap(([path, { content }]) =>
        files.get(path)?.equals(Buffer.from(content as string)) ? [] : [path],
      )
    },
  }
}

const folders: string[] = []

/** For `afterEach`. */
export function removeProjects(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}
