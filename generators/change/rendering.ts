import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../src/errors.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import type { ReadFile } from '../../src/merge/merge.ts'
import type { Notice, PlanEntry } from '../../src/merge/plan.ts'
import { syntaxChecker } from '../../src/merge/syntax.ts'
import { foldModel } from '../../src/model/model.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import type { OverrideProblem } from '../../src/render/overrides/problem.ts'
import type { ProjectTemplates } from '../../src/render/overrides/project.ts'
import {
  type OverriddenChange,
  render,
  renderChange,
  renderDifferences,
  renderOverridden,
} from '../../src/render/render.ts'
import { loadTemplates, type Templates } from '../../src/render/templates.ts'
import type { Tree } from '../../src/render/tree.ts'

// Every rendering of a project that is there goes this way, so that what its team overrides is in
// it. A project without overrides loads nothing of what they need.

/**
 * The pristine tree of a project: what it was rendered to, by the running version and with the
 * overrides that were applied last.
 *
 * @throws UserError naming the operation, for a manifest that cannot be rendered
 */
export async function renderProject(root: string, manifest: Manifest): Promise<Tree> {
  const ours = await loadTemplates()
  if (!hasOverrides(root, manifest)) return render(foldModel(manifest), ours)
  const { appliedTemplates } = await import('../../src/render/overrides/project.ts')
  const { base, problems } = appliedTemplates(root, ours)
  return checked({ problems }, () => render(foldModel(manifest), base))
}

/**
 * What a project is rendered to at several commits that come together, as far as that may differ;
 * with the overrides that were applied last where git has stopped.
 *
 * @throws UserError naming the operation, for a manifest that cannot be rendered
 */
export async function renderCommits<Manifests extends readonly Manifest[] | []>(
  root: string,
  manifests: Manifests,
): Promise<{ readonly [K in keyof Manifests]: Tree }> {
  const models = manifests.map(foldModel)
  const ours = await loadTemplates()
  const trees = async () => {
    if (!manifests.some((manifest) => hasOverrides(root, manifest))) {
      return renderDifferences(models, ours)
    }
    const { appliedTemplates } = await import('../../src/render/overrides/project.ts')
    const { base, problems } = appliedTemplates(root, ours)
    return checked({ problems }, () => renderDifferences(models, base))
  }
  return (await trees()) as unknown as { readonly [K in keyof Manifests]: Tree }
}

/** What a change of a project is merged from, and what comes with its overrides. */
export interface ProjectChange extends Pick<OverriddenChange, 'base' | 'target'> {
  readonly notices: readonly Notice[]
  /** What the project has to know of its overrides once the change is made. */
  readonly recordEntries: (readFile: ReadFile) => Promise<readonly PlanEntry[]>
}

/**
 * What a project was rendered to, and what it is to be rendered to with the overrides of today.
 *
 * @throws UserError for everything that is wrong with the overrides
 */
export async function renderProjectChange(
  root: string,
  before: Manifest,
  after: Manifest,
): Promise<ProjectChange> {
  const models = [foldModel(before), foldModel(after)] as const
  const ours = await loadTemplates()
  if (!hasOverrides(root, after)) {
    const { base, target } = renderChange(...models, ours)
    return { base, target, notices: [], recordEntries: async () => [] }
  }
  const templates = await overridden(root, before, after, ours)
  const change = await checked(templates, () => renderOverridden(...models, templates))
  await refuse(await unparsed(change, templates))
  if (templates.changed.some(isOfMigration)) await checkAll(after, templates)
  return { ...change, ...comingWith(templates) }
}

/**
 * What a project is to be rendered to with the overrides of today, where another version knows what
 * it was rendered to.
 *
 * @throws UserError for everything that is wrong with the overrides
 */
export async function renderTarget(
  root: string,
  before: Manifest,
  after: Manifest,
): Promise<Omit<ProjectChange, 'base'>> {
  const ours = await loadTemplates()
  if (!hasOverrides(root, after)) {
    const target = render(foldModel(after), ours)
    return { target, notices: [], recordEntries: async () => [] }
  }
  const templates = await overridden(root, before, after, ours)
  await checkAll(after, templates)
  const target = await checked(templates, () => render(foldModel(after), templates.target))
  return { target, ...comingWith(templates) }
}

/** @throws UserError for everything that is wrong with the overrides, wherever they are used */
async function checkAll(manifest: Manifest, templates: ProjectTemplates): Promise<void> {
  const all = await checked(templates, () => renderedToday(manifest, templates))
  await refuse(await unparsed(all, templates))
}

function comingWith(templates: ProjectTemplates): Omit<ProjectChange, 'base' | 'target'> {
  return {
    notices: noticesOf(templates),
    recordEntries: (readFile) => recordEntries(templates, readFile),
  }
}

/** The templates whose overrides the project has not been rendered with yet. */
export async function changedOverrides(
  root: string,
  manifest: Manifest,
): Promise<readonly string[]> {
  if (!hasOverrides(root, manifest)) return []
  return (await overridden(root, manifest, manifest, await loadTemplates())).changed
}

/** Everything that is wrong with the overrides of a project. */
export async function overrideProblems(
  root: string,
  manifest: Manifest,
): Promise<readonly OverrideProblem[]> {
  if (!hasOverrides(root, manifest)) return []
  const ours = await loadTemplates()
  let templates: ProjectTemplates | undefined
  try {
    templates = await overridden(root, manifest, manifest, ours)
    const all = renderedToday(manifest, templates)
    const found = templates.problems()
    return found.length > 0 ? found : await unparsed(all, templates)
  } catch (error) {
    const found = templates?.problems() ?? []
    if (found.length > 0) return found
    const { message, help } = error as UserError
    return [{ file: 'alex/templates', message, ...(help !== undefined && { help }) }]
  }
}

/** Everything that a project amounts to, as if all of it were made today. */
function renderedToday(manifest: Manifest, { today }: ProjectTemplates): OverriddenChange {
  const nothing = foldModel({ ...manifest, history: [] })
  const templates = { base: today, target: today }
  return { ...renderOverridden(nothing, foldModel(manifest), templates), base: new Map() }
}

function isOfMigration(path: string): boolean {
  return path.startsWith('operations/')
}

function hasOverrides(root: string, { overrides }: Manifest): boolean {
  return (
    overrides !== undefined ||
    lstatSync(join(root, 'alex'), { throwIfNoEntry: false }) !== undefined
  )
}

/** The override of each template that has one: `alex/templates/…`. */
export async function overrideFiles(
  root: string,
  manifest: Manifest,
): Promise<ProjectTemplates['fileOf']> {
  if (!hasOverrides(root, manifest)) return () => undefined
  return (await overridden(root, manifest, manifest, await loadTemplates())).fileOf
}

/** The package that a project takes overrides from, and how it would be installed. */
export function overridesOf({ overrides, packageManager }: Manifest) {
  const { install, add } = packageManagers[packageManager]
  return { packageName: overrides, install, add }
}

async function overridden(
  root: string,
  before: Manifest,
  after: Manifest,
  ours: Templates,
): Promise<ProjectTemplates> {
  const { projectTemplates } = await import('../../src/render/overrides/project.ts')
  return projectTemplates(root, ours, {
    ...overridesOf(after),
    lastAt: before.history.at(-1)?.at,
  })
}

/** Renders; where a problem of the overrides has made it impossible, that is what is told. */
async function checked<T>(
  { problems }: Pick<ProjectTemplates, 'problems'>,
  work: () => T,
): Promise<T> {
  try {
    const done = work()
    await refuse(problems())
    return done
  } catch (error) {
    if (error instanceof UserError) throw error
    await refuse(problems())
    throw new UserError('The project cannot be rendered with its overrides; nothing was written.', {
      where: (error as Error).message.split('\n')[0] ?? '',
      help: 'Correct the override. npx create-alex-api eject shows what its original is like.',
      cause: error,
    })
  }
}

async function refuse(problems: readonly OverrideProblem[]): Promise<void> {
  if (problems.length === 0) return
  const { overrideError } = await import('../../src/render/overrides/problem.ts')
  throw overrideError(problems)
}

/** What comes of an override and is no TypeScript, JavaScript or JSON, though its name says so. */
async function unparsed(
  { base, target, authors }: OverriddenChange,
  { fileOf }: Pick<ProjectTemplates, 'fileOf'>,
): Promise<readonly OverrideProblem[]> {
  const check = syntaxChecker()
  const found = new Map<string, OverrideProblem>()
  for (const [path, { content }] of target) {
    const [file] = (authors.get(path) ?? []).flatMap((author) => fileOf(author) ?? [])
    if (file === undefined || found.has(file) || base.get(path)?.content === content) continue
    const problem = await check(path, content)
    if (!problem) continue
    const message = `What comes of it does not parse: ${path}:${problem.line}: ${problem.message}.`
    found.set(file, { file, message })
  }
  return [...found.values()]
}

function noticesOf({ changed }: ProjectTemplates): readonly Notice[] {
  if (changed.length === 0) return []
  const names = changed.slice(0, 5).join(', ')
  const more = changed.length > 5 ? ` and ${changed.length - 5} more` : ''
  const stay = changed.some(isOfMigration) ? ' Migrations that exist stay as they are.' : ''
  const message = `This applies what was changed in the overrides: ${names}${more}.${stay}`
  return [{ code: 'overrides-applied', message }]
}

async function recordEntries(
  { record }: ProjectTemplates,
  readFile: ReadFile,
): Promise<readonly PlanEntry[]> {
  const entries: PlanEntry[] = []
  for (const [path, content] of [...record].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const seen = await readFile(path)
    if (content === null) {
      if (seen) entries.push({ path, action: 'delete', seen, result: null })
    } else {
      const result = { content, mode: seen?.mode ?? 0o644 }
      entries.push({ path, action: seen ? 'update' : 'create', seen, result })
    }
  }
  return entries
}
