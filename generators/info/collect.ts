import { existsSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Session } from '../../src/cli/session.ts'
import { type Manifest, PACKAGE_NAME } from '../../src/manifest/manifest.ts'
import { features, isOn } from '../../src/model/features.ts'
import type { IntegrationModel } from '../../src/model/integrations/integration.ts'
import type { ResourceModel } from '../../src/model/slices.ts'
import { describeOperation } from '../../src/model/undo.ts'
import { packageRoot, packageVersion } from '../../src/package.ts'
import { cameFromRegistry } from '../../src/steps/archive.ts'
import { readGit } from '../../src/steps/git.ts'
import { type Examination, examine } from '../doctor/examination.ts'
import { installedVersion } from '../doctor/packages.ts'
import { type Machine, PROJECT_NODE, thisMachine } from '../machine.ts'
import { embeddedFolder } from '../undo/applied.ts'

/** The document of `info --json`. Nothing in it is a secret. */
export interface Info {
  readonly command: 'info'
  readonly running: {
    readonly version: string
    readonly folder: string
    /** Where the copy that runs came from. */
    readonly from: 'registry' | 'vendored' | 'checkout' | 'archive'
  }
  readonly machine: Machine
  /** Null outside of one. */
  readonly project: ProjectInfo | null
}

export interface ProjectInfo {
  readonly root: string
  /** Why the manifest is not understood; then all that follows from it is null. */
  readonly problem?: string
  readonly name: string | null
  /** The version that renders it, and the one that is installed in it. */
  readonly version: string | null
  readonly installed: string | null
  readonly packageManager: string
  readonly features: readonly string[] | null
  readonly resources: readonly ResourceInfo[] | null
  readonly integrations: readonly IntegrationInfo[] | null
  readonly operations: number | null
  /** `field article, of 20261123T101500Z` */
  readonly lastOperation: string | null
  readonly node: { readonly needed: string; readonly pinned: string | null }
  readonly database: 'embedded' | 'configured'
  readonly git: { readonly branch: string | null; readonly clean: boolean } | null
}

export interface ResourceInfo {
  readonly name: string
  readonly parts: readonly string[]
  readonly access: string
  readonly softDelete: boolean
  /** The versions of its API: `v1`. */
  readonly versions: readonly string[]
}

export interface IntegrationInfo {
  readonly name: string
  readonly operations: readonly string[]
  /** The variable that holds its address. */
  readonly address: string
}

/** Looks at everything that a report of a fault needs. Writes nothing. */
export async function collectInfo(root: string | undefined, session: Session): Promise<Info> {
  return {
    command: 'info',
    running: {
      version: packageVersion(),
      folder: packageRoot(),
      from: await originOf(packageRoot(), root),
    },
    machine: thisMachine(),
    project: root === undefined ? null : await projectInfo(root, session),
  }
}

async function originOf(
  folder: string,
  root: string | undefined,
): Promise<Info['running']['from']> {
  if (await cameFromRegistry(folder)) return 'registry'
  if (existsSync(join(folder, '.git'))) return 'checkout'
  const inside = root !== undefined && !relative(root, folder).startsWith(`..${sep}`)
  return inside && existsSync(join(root, 'vendor')) ? 'vendored' : 'archive'
}

function featureWords(chosen: Manifest['features']): string[] {
  return features
    .filter((feature) => isOn(feature, chosen))
    .map(({ name, kinds }) => (kinds ? `${name}=${chosen[name]}` : name))
}

async function projectInfo(root: string, session: Session): Promise<ProjectInfo> {
  const project = examine(root, session)
  const { manifest, model, problem, loose, otherVersion } = project.manifest
  const last = manifest?.history.at(-1)
  return {
    root,
    ...(problem && { problem: problem.message }),
    name: typeof loose.name === 'string' ? loose.name : null,
    version: manifest?.version ?? otherVersion ?? null,
    installed: installedVersion(project, PACKAGE_NAME) ?? null,
    packageManager: project.manager.name,
    features: manifest ? featureWords(manifest.features) : null,
    resources: model ? model.resources.map(resourceInfo) : null,
    integrations: model ? model.integrations.map(integrationInfo) : null,
    operations: manifest ? manifest.history.length : null,
    lastOperation: last ? describeOperation(last) : null,
    node: { needed: PROJECT_NODE, pinned: installedVersion(project, 'node') ?? null },
    database: embeddedFolder(root, session.env) === undefined ? 'configured' : 'embedded',
    git: await gitInfo(project),
  }
}

function resourceInfo(resource: ResourceModel): ResourceInfo {
  const { spelled, parts, accessWord, softDelete, apiVersion, versions } = resource
  const isServed = parts.includes('controller')
  return {
    name: spelled,
    parts,
    access: accessWord,
    softDelete,
    versions: isServed ? [`v${apiVersion}`, ...versions.map(({ number }) => `v${number}`)] : [],
  }
}

function integrationInfo({ file, operations, variables }: IntegrationModel): IntegrationInfo {
  return { name: file, operations: operations.map(({ name }) => name), address: variables.url }
}

async function gitInfo({ root }: Examination): Promise<ProjectInfo['git']> {
  const status = await readGit(root, 'status', '--porcelain', '--', '.')
  if (status === undefined) return null
  const branch = await readGit(root, 'branch', '--show-current')
  return { branch: branch || null, clean: status === '' }
}
