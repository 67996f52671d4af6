import type { Manifest, PackageManagerName } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import { buildPlan } from '../../src/merge/build.ts'
import { createEntries } from '../../src/merge/merge.ts'
import type { Notice, Plan, Step } from '../../src/merge/plan.ts'
import { formatFields, parseFields } from '../../src/model/fields.ts'
import { foldModel, type Model } from '../../src/model/model.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import { packageRoot } from '../../src/package.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplates } from '../../src/render/templates.ts'
import type { Tree, TreeFile } from '../../src/render/tree.ts'
import { installStep } from '../../src/steps/install.ts'
import { openapiStep } from '../steps.ts'
import { localEnvironment } from './environment.ts'
import type { Target } from './target.ts'

export const EXAMPLE_RESOURCE = {
  name: 'article',
  fields: 'title:string(200) body:text? published:boolean=false',
}

export interface Choices {
  readonly name: string
  /** The version of the running copy. */
  readonly version: string
  readonly packageManager: PackageManagerName
  readonly features: Manifest['features']
  readonly example: boolean
  readonly now: Date
}

/** The manifest of a new project. */
export function newManifest(choices: Choices): Manifest {
  const { name, version, packageManager, features, example, now } = choices
  const fields = formatFields(parseFields(EXAMPLE_RESOURCE.fields))
  const operation = { at: nextStamp([], now), run: 'resource', name: EXAMPLE_RESOURCE.name, fields }
  return {
    version,
    name,
    features,
    packageManager,
    history: example ? [{ ...operation, run: 'resource' as const }] : [],
  }
}

export interface NewProjectPlan {
  readonly plan: Plan
  readonly tree: Tree
  /** What is not rendered: the local secrets, and the running copy where the project carries it. */
  readonly extra: Tree
}

/** Renders a new project and says all that will be done. Writes nothing. */
export async function planProject(
  manifest: Manifest,
  {
    target,
    steps,
    notices,
  }: { target: Target; steps: readonly Step[]; notices: readonly Notice[] },
): Promise<NewProjectPlan> {
  const model = foldModel(manifest)
  const tree = render(model, await loadTemplates())
  const extra = await extraFiles(model, tree)
  const entries = await createEntries(tree, extra)
  return { plan: buildPlan({ root: target.folder, entries, notices, steps }), tree, extra }
}

async function extraFiles({ manifest, tool }: Model, tree: Tree): Promise<Tree> {
  const files = new Map<string, TreeFile>()
  const example = tree.get('.env.example')?.content
  if (typeof example !== 'string') throw new Error('the templates have no .env.example')
  files.set('.env', { content: localEnvironment(example), mode: 0o600 })
  if (manifest.features.vendored) {
    const { packSelf } = await import('../../src/steps/archive.ts')
    const content = await packSelf(packageRoot())
    files.set(tool.archive, { content, mode: 0o644 })
  }
  return files
}

export interface WantedSteps {
  readonly install: boolean
  readonly check: boolean
  /** The project's scripts run on this machine. */
  readonly runs: boolean
}

/** What runs in the new project, in this order; git comes after it. */
export function projectSteps(
  folder: string,
  packageManager: PackageManagerName,
  { install, check, runs }: WantedSteps,
): readonly Step[] {
  if (!install) return []
  const { commands } = packageManagers[packageManager]
  const steps: Step[] = [installStep(folder, commands.install)]
  if (runs) steps.push(openapiStep(folder, packageManager, 'install'))
  if (runs && check) {
    steps.push({
      name: 'check',
      label: 'Checking the project (types, lint, tests, build)',
      commands: [commands.run('check')],
      cwd: folder,
      after: 'openapi',
    })
  }
  return steps
}
