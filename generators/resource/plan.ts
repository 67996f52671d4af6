import { projectReader } from '../../src/commit/read.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest, ResourceOperation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import { buildPlan } from '../../src/merge/build.ts'
import { merge } from '../../src/merge/merge.ts'
import type { Notice, Plan, Step } from '../../src/merge/plan.ts'
import { formatFields, parseFields } from '../../src/model/fields.ts'
import { foldModel } from '../../src/model/model.ts'
import { collidingResource, resourceNames } from '../../src/model/names.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplates } from '../../src/render/templates.ts'

/** The files that are only lists: two that add to one add to it side by side. */
export const REGISTRIES = new Set([
  'src/resources/index.ts',
  'src/database/database.ts',
  'src/database/foreign-keys.ts',
])

/** Where the code of a resource lies, in any spelling of its name. */
export function sliceFolder(name: string): string {
  return `src/resources/${resourceNames(name).collection}`
}

export interface ResourceAnswers {
  /** In any spelling. */
  readonly name: string
  readonly fields: string
}

/**
 * The operation that adds the resource, or `undefined` where the project has it already, with the
 * same fields.
 *
 * @throws UserError for a name or a field list that is refused, and for a name that is taken
 */
export function resourceOperation(
  manifest: Manifest,
  { name, fields }: ResourceAnswers,
  now: Date,
): ResourceOperation | undefined {
  const names = resourceNames(name)
  const parsed = parseFields(fields)
  if (parsed.length === 0) {
    throw new UserError('A resource needs at least one field.', {
      help: 'For instance: --fields "title:string(200)"',
    })
  }
  const wanted = formatFields(parsed)
  const taken = takenBy(manifest, name)
  if (taken === undefined) {
    return {
      at: nextStamp(manifest.history, now),
      run: 'resource',
      name: names.file,
      fields: wanted,
    }
  }
  const same = fileOf(taken) === names.file && formatFields(parseFields(taken.fields)) === wanted
  if (same) return undefined
  throw nameTaken(taken, names.file)
}

/** @throws UserError for a name that is taken, in any spelling, or that no resource can have */
export function checkFreeName(manifest: Manifest, typed: string): void {
  const taken = takenBy(manifest, typed)
  if (taken !== undefined) throw nameTaken(taken, resourceNames(typed).file)
}

function takenBy(manifest: Manifest, typed: string): ResourceOperation | undefined {
  const taken = collidingResource(resourceNames(typed), foldModel(manifest).operations)
  return manifest.history.find(({ at }) => at === taken?.at)
}

// The name may be written in any spelling by hand.
function fileOf({ name }: ResourceOperation): string {
  return resourceNames(name).file
}

function nameTaken(taken: ResourceOperation, wanted: string): UserError {
  const { name, fields, at } = taken
  const what =
    fileOf(taken) === wanted
      ? `There is a resource ${name} already, with other fields.`
      : `The resource ${wanted} would collide with the resource ${name}, which is there already.`
  return new UserError(what, {
    where: `alex.json, the operation of ${at}: ${name} with ${fields}`,
    help: 'Give the new one another name. Nothing was changed.',
  })
}

/** What adding the resource changes in the project as it stands. Writes nothing. */
export async function planResource(
  root: string,
  manifest: Manifest,
  operation: ResourceOperation,
  { steps, notices }: { readonly steps: readonly Step[]; readonly notices: readonly Notice[] },
): Promise<Plan> {
  const templates = await loadTemplates()
  const grown = { ...manifest, history: [...manifest.history, operation] }
  const entries = await merge({
    base: render(foldModel(manifest), templates),
    target: render(foldModel(grown), templates),
    readFile: projectReader(root),
    registries: REGISTRIES,
  })
  return buildPlan({ root, entries, steps, notices })
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
