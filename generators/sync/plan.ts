import { isDeepStrictEqual } from 'node:util'
import { projectReader } from '../../src/commit/read.ts'
import { MANIFEST_FILE, type Manifest } from '../../src/manifest/manifest.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { isAsMerged, joinBranches, mergedByGit, settleFile } from '../../src/merge/branches.ts'
import { buildPlan } from '../../src/merge/build.ts'
import { conflict, sameFile } from '../../src/merge/file.ts'
import type { FileState, Notice, PlanEntry } from '../../src/merge/plan.ts'
import { syntaxChecker } from '../../src/merge/syntax.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import { uniteManifests } from '../../src/model/union.ts'
import type { Tree } from '../../src/render/tree.ts'
import { blobReader, type Meeting, readMeeting } from '../../src/steps/stopped.ts'
import type { RunOptions } from '../change/change.ts'
import { REGISTRIES } from '../change/plan.ts'
import { renderCommits } from '../change/rendering.ts'
import type { Prepared } from '../change/run.ts'
import { OPENAPI } from '../change/steps.ts'
import { inOrder, readSides, readStanding } from './manifests.ts'
import { migrationNotices } from './migrations.ts'
import { syncSteps } from './steps.ts'
import { farewell } from './tell.ts'

const LABEL = 'create-alex-api sync'

/**
 * What settles a merge, or `undefined` where there is none to settle.
 *
 * @throws UserError where git cannot be asked, and for branches that do not go together
 */
export async function planSync(
  options: RunOptions,
  recovered: readonly Notice[],
): Promise<Prepared | undefined> {
  const { root } = options
  const meeting = await readMeeting(root, MANIFEST_FILE)
  const seen = await projectReader(root)(MANIFEST_FILE)
  const standing = readStanding(seen)
  if (meeting === undefined || meeting.state === 'settled') {
    if ('manifest' in standing) return undefined
    if (meeting === undefined) return sorted(options, seen, inOrder(seen, standing.problem))
  }
  const read = blobReader(root)
  const { base, ours, theirs, automatic } = meeting
  const trees = [base, ours, theirs].map(({ id }) => id)
  const states = await read(trees.map((tree) => [tree, MANIFEST_FILE] as const))
  const sides = readSides(meeting, states)
  const [merged] = automatic ? await read([[automatic, MANIFEST_FILE]]) : []
  // What a person has made of it is what they want.
  const isDecided = 'manifest' in standing && !(merged && isAsMerged(seen, merged))
  const united = isDecided ? standing.manifest : uniteManifests(sides)
  const manifests = [sides.base, sides.ours.manifest, sides.theirs.manifest, united] as const
  const rendered = await renderCommits(root, manifests)
  const found = await settleAll(options, { meeting, rendered, united })
  const { run } = packageManagers[united.packageManager]
  const [first, mine, other, all] = rendered
  const { steps, notices, files } = syncSteps(options, united, found)
  const entries = files
    .map(({ entry }) => entry)
    .filter(({ action, reason }) => action !== 'keep' || reason !== undefined)
  const plan = buildPlan({
    root,
    entries,
    steps,
    onConflict: options.onConflict ?? 'fail',
    notices: [
      ...recovered,
      ...notices,
      ...migrationNotices({
        base: first,
        ours: { label: ours.label, tree: mine },
        theirs: { label: theirs.label, tree: other },
        united: all,
        run,
      }),
    ],
  })
  const isNothing = steps.length === 0 && entries.every(({ action }) => action === 'keep')
  if (isNothing) return undefined
  return { label: LABEL, manifest: united, plan, keptByGit: farewell(meeting, plan) }
}

/** Where git knows nothing of a merge, the history alone is put in order. */
function sorted({ root }: RunOptions, seen: FileState | null, manifest: Manifest): Prepared {
  const result = { content: serializeManifest(manifest), mode: seen?.mode ?? 0o644 }
  const entry: PlanEntry = { path: MANIFEST_FILE, action: 'update', seen, result }
  const message =
    'The history is in order again. Of which branches it came is not known, so the other files are as they were.'
  const notices = [{ code: 'sorted', message }]
  const plan = buildPlan({ root, entries: [entry], notices })
  return { label: LABEL, manifest, plan, keptByGit: '' }
}

type FourTrees = readonly [base: Tree, ours: Tree, theirs: Tree, united: Tree]

interface Together {
  readonly meeting: Meeting
  readonly rendered: FourTrees
  readonly united: Manifest
}

/** A path that the merge is about, and what becomes of it. */
export interface SyncFile {
  readonly path: string
  readonly entry: PlanEntry
  readonly status: 'done' | 'open' | 'theirs'
  readonly unmerged: boolean
  /** As it is on our branch, which is what was installed. */
  readonly ours: FileState | null
}

async function settleAll(
  { root }: RunOptions,
  { meeting, rendered, united }: Together,
): Promise<readonly SyncFile[]> {
  const { unmerged, automatic } = meeting
  const differing = new Set(
    [...new Set(rendered.flatMap((tree) => [...tree.keys()]))].filter((path) =>
      rendered.some((tree) => !sameFile(tree.get(path), rendered[0].get(path))),
    ),
  )
  const own = [...unmerged].filter((path) => !path.startsWith('../'))
  const paths = [...new Set([MANIFEST_FILE, ...differing, ...own])].sort()
  const trees = [meeting.base.id, meeting.ours.id, meeting.theirs.id, automatic]
  const blobs = await blobReader(root)(
    paths.flatMap((path) => trees.flatMap((tree) => (tree ? [[tree, path] as const] : []))),
  )
  const width = automatic ? 4 : 3
  const readFile = projectReader(root)
  const check = syntaxChecker()
  const settled: SyncFile[] = []
  for (const [index, path] of paths.entries()) {
    const [base = null, ours = null, theirs = null, merged] = blobs.slice(
      index * width,
      index * width + width,
    )
    const [first, mine, other, all] = rendered.map((tree) => tree.get(path))
    const file = {
      path,
      files: { base, ours, theirs },
      rendered: { base: first, ours: mine, theirs: other, united: all },
      registry: REGISTRIES.has(path),
      label: meeting.theirs.label,
    }
    const isOurs = [first, mine, other, all].some((one) => one !== undefined) || path === OPENAPI
    const joined = isOurs
      ? await joinBranches(file, check)
      : { conflict: conflict(path, ours, { reason: HANDWRITTEN, marked: null }) }
    const found = {
      path,
      joined: 'conflict' in joined && path === OPENAPI ? { state: ours ?? theirs } : joined,
      automatic: automatic ? merged : mergedByGit(file.files),
      seen: await readFile(path),
      unmerged: unmerged.has(path),
      ...(meeting.state === 'stopped' && { again: `git checkout --merge -- ${path}` }),
    }
    const { entry, status } =
      path === MANIFEST_FILE ? manifestEntry(found.seen, joined, united) : settleFile(found)
    const isTheirs = status === 'open' && !differing.has(path)
    settled.push({
      path,
      entry: isTheirs ? { ...entry, stays: true } : entry,
      status,
      unmerged: found.unmerged,
      ours,
    })
  }
  return settled
}

const HANDWRITTEN = 'both branches changed it, and it was not generated'

/** The history is in order, whatever stands there. */
function manifestEntry(
  seen: FileState | null,
  joined: Awaited<ReturnType<typeof joinBranches>>,
  united: Manifest,
): { readonly entry: PlanEntry; readonly status: 'done' } {
  const path = MANIFEST_FILE
  const standing = readStanding(seen)
  if ('manifest' in standing && isDeepStrictEqual(standing.manifest, united)) {
    return { entry: { path, action: 'keep', seen }, status: 'done' }
  }
  const state = 'state' in joined ? joined.state : null
  const known = readStanding(state)
  const isUnited = 'manifest' in known && isDeepStrictEqual(known.manifest, united)
  const content = isUnited && state ? state.content : serializeManifest(united)
  const result = { content: Buffer.from(content as string).toString(), mode: seen?.mode ?? 0o644 }
  return { entry: { path, action: seen ? 'merge' : 'create', seen, result }, status: 'done' }
}
