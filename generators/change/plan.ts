import { projectReader } from '../../src/commit/read.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { buildPlan, type OnConflict } from '../../src/merge/build.ts'
import { merge } from '../../src/merge/merge.ts'
import type { Notice, Plan } from '../../src/merge/plan.ts'
import { foldModel } from '../../src/model/model.ts'
import { renderChange } from '../../src/render/render.ts'
import { loadTemplates } from '../../src/render/templates.ts'
import { callersUnknown } from './callers.ts'
import type { Wanted } from './change.ts'
import { changeSteps } from './steps.ts'

/** The files that are only lists: two that add to one add to it side by side. */
export const REGISTRIES = new Set([
  'src/resources/index.ts',
  'src/database/database.ts',
  'src/database/foreign-keys.ts',
  'test/contract/stored.ts',
])

interface PlanOptions {
  readonly recovered: readonly Notice[]
  /** What changes the project, for conflict markers. */
  readonly label: string
  readonly onConflict: OnConflict
}

/** What a change makes of the project as it stands. Writes nothing. */
export async function planChange(
  root: string,
  manifest: Manifest,
  wanted: Wanted,
  { recovered, label, onConflict }: PlanOptions,
): Promise<Plan> {
  const templates = await loadTemplates()
  const [before, after] = [foldModel(manifest), foldModel(wanted.manifest)]
  const change = renderChange(before, after, templates)
  const readFile = projectReader(root)
  const entries = await merge({
    ...change,
    readFile,
    registries: REGISTRIES,
    label,
  })
  const { steps, notices } = changeSteps(root, wanted.manifest)
  const unknown = await callersUnknown({ before, after, untouched: change.base, readFile })
  return buildPlan({
    root,
    entries,
    steps,
    onConflict,
    notices: [...recovered, ...(wanted.notices ?? []), ...notices, ...unknown],
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
