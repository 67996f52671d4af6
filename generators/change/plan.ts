import { existsSync, readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { projectReader } from '../../src/commit/read.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { buildPlan, type OnConflict } from '../../src/merge/build.ts'
import { merge } from '../../src/merge/merge.ts'
import type { Notice, Plan, PlanEntry } from '../../src/merge/plan.ts'
import { features, isOn } from '../../src/model/features.ts'
import { foldModel } from '../../src/model/model.ts'
import type { Tree } from '../../src/render/tree.ts'
import { callersUnknown } from './callers.ts'
import type { Difference, Wanted } from './change.ts'
import { renderProjectChange } from './rendering.ts'
import { changeSteps } from './steps.ts'

/** The files that are only lists: two that add to one add to it side by side. */
export const REGISTRIES = new Set([
  'src/resources/index.ts',
  'src/database/database.ts',
  'src/database/foreign-keys.ts',
  'src/database/unique-values.ts',
  'src/graphql/index.ts',
  'src/jobs/index.ts',
  'test/contract/stored.ts',
])

interface PlanOptions {
  readonly recovered: readonly Notice[]
  /** What changes the project, for conflict markers. */
  readonly label: string
  readonly onConflict: OnConflict
  readonly noInstall?: boolean | undefined
}

/** What a change makes of the project as it stands. Writes nothing. */
export async function planChange(
  root: string,
  manifest: Manifest,
  wanted: Wanted,
  { recovered, label, onConflict, noInstall = false }: PlanOptions,
): Promise<Plan> {
  const [before, after] = [foldModel(manifest), foldModel(wanted.manifest)]
  const change = wanted.rendered ?? (await renderProjectChange(root, manifest, wanted.manifest))
  const readFile = projectReader(root)
  const inspected = (await wanted.inspect?.(differenceOf(change))) ?? []
  const { base, target } = change
  const merged = await merge({ base, target, readFile, registries: REGISTRIES, label })
  const entries = [
    ...merged.map((entry) => deletion(entry, target, wanted.keepEdited)),
    ...(await change.recordEntries(readFile)),
    ...(await goneDocuments(manifest, wanted.manifest, readFile)),
  ]
  const { steps, notices } = changeSteps(root, wanted.manifest, { files: entries, noInstall })
  const unknown = await callersUnknown({ before, after, untouched: base, readFile })
  return buildPlan({
    root,
    entries,
    steps,
    onConflict,
    news: wanted.news,
    notices: [
      ...recovered,
      ...(wanted.notices ?? []),
      ...inspected,
      ...change.notices,
      ...leftBehind(root, entries, target),
      ...notices,
      ...unknown,
    ],
  })
}

/** What the code of a feature has written by itself goes with the feature. */
async function goneDocuments(
  before: Manifest,
  after: Manifest,
  readFile: ReturnType<typeof projectReader>,
): Promise<readonly PlanEntry[]> {
  const gone = features.filter(
    (feature) => isOn(feature, before.features) && !isOn(feature, after.features),
  )
  const paths = gone.flatMap(({ documents = [] }) => documents)
  const entries = await Promise.all(
    paths.map(async (path): Promise<PlanEntry[]> => {
      const seen = await readFile(path)
      return seen ? [{ path, action: 'delete', seen, result: null }] : []
    }),
  )
  return entries.flat()
}

function differenceOf({ base, target }: { base: Tree; target: Tree }): Difference {
  return {
    removed: [...base.keys()].filter((path) => !target.has(path)),
    changed: [...base].flatMap(([path, { content }]) => {
      const after = target.get(path)
      return after && after.content !== content ? [path] : []
    }),
  }
}

/** What becomes of a file that is to be deleted, and that somebody changed. */
function deletion(entry: PlanEntry, target: Tree, keepEdited: boolean | undefined): PlanEntry {
  const { path, action, seen } = entry
  if (keepEdited === undefined || action !== 'conflict' || target.has(path)) return entry
  if (keepEdited) return { path, action: 'keep', seen, reason: 'you changed it, so it is kept' }
  const help =
    'To keep what you changed: --keep-edited. To let it go: delete the file (git has what was committed), and run the command again.'
  return { ...entry, help }
}

/** Where a slice goes, what else somebody put into its folder. */
function leftBehind(root: string, entries: readonly PlanEntry[], target: Tree): Notice[] {
  const paths = new Set(entries.map(({ path }) => path))
  const folders = entries
    .filter(({ path, action }) => action === 'delete' && path.startsWith('src/resources/'))
    .map(({ path }) => posix.dirname(path))
  return [...new Set(folders)].flatMap((folder) => {
    const stays = [...target.keys()].some((path) => path.startsWith(`${folder}/`))
    if (stays || !existsSync(join(root, folder))) return []
    const names = readdirSync(join(root, folder)).filter((name) => !paths.has(`${folder}/${name}`))
    if (names.length === 0) return []
    const message = `${folder}: ${names.join(', ')} did not come from here, and stays.`
    return [{ code: 'left-behind', message }]
  })
}

/** What a plan does, apart from the time that it is recorded with. */
export function fingerprint(plan: Plan): string {
  const files = plan.entries.map(({ path, action, seen }) => [
    path.replace(/\d{8}T\d{6}Z/, ''),
    action,
    seen && Buffer.from(seen.content).toString('base64'),
  ])
  return JSON.stringify(files)
}
