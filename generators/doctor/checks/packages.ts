import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { UserError } from '../../../src/errors.ts'
import { PACKAGE_NAME } from '../../../src/manifest/manifest.ts'
import { mergeJson } from '../../../src/merge/json.ts'
import { packageManagerNames, packageManagers } from '../../../src/model/package-managers.ts'
import { packSelf } from '../../../src/steps/archive.ts'
import { PROJECT_NODE, pinningProblem, runsProject } from '../../machine.ts'
import { textIn } from '../draft.ts'
import type { Examination } from '../examination.ts'
import type { Check, Fix, Found } from '../finding.ts'
import { dependenciesOf, installedVersion, lockedPackages } from '../packages.ts'

const group = 'Node and packages'

const install = (project: Examination): Pick<Found, 'mend' | 'fix'> => ({
  mend: project.manager.install,
  fix: { done: 'installed the dependencies', step: 'install' },
})

const nodeWrong: Check = {
  code: 'node-wrong',
  group,
  severity: 'error',
  summary: 'The Node that runs the scripts is older than the project needs.',
  async run(project) {
    const { manifest, machine, manager } = project
    if (hasFeature(project, 'pinned-node')) {
      if (!project.has('node_modules')) return { skipped: 'nothing is installed' }
      // Its installation brings the program; without that, scripts run whatever Node is there.
      const program = machine.platform === 'win32' ? 'node.exe' : 'node'
      if (project.has(`node_modules/node/bin/${program}`) || runsProject(machine)) return []
      const what = `Node is to come with the project, and its package was installed without its program; this machine has ${machine.node}.`
      const mend = manager.name === 'bun' ? 'bun install --force' : `${manager.name} rebuild node`
      return [{ what, where: 'node_modules/node', mend }]
    }
    const { wanted, where } = neededNode(project)
    if (isAtLeast(machine.node, wanted)) return []
    const pinned =
      manifest.manifest && pinningProblem(machine, manager.name) === undefined
        ? `, or let it come with the project: npx ${PACKAGE_NAME} add pinned-node`
        : ''
    return [
      {
        what: `The project needs Node ${wanted} or newer, and this machine has ${machine.node}.`,
        where,
        mend: `Install a newer one (https://nodejs.org)${pinned}`,
      },
    ]
  },
}

/** What `engines` asks for where that is a least version, as it is generated. */
function neededNode(project: Examination): { readonly wanted: string; readonly where: string } {
  const asked = /^>=\s*(\d+(?:\.\d+){0,2})$/.exec(String(project.packageJson()?.engines?.node))?.[1]
  return { wanted: asked ?? PROJECT_NODE, where: 'package.json, engines' }
}

function isAtLeast(version: string, wanted: string): boolean {
  const [have, need] = [version.split('.').map(Number), wanted.split('.').map(Number)]
  for (const [index, least] of need.entries()) {
    if (have[index] !== least) return (have[index] ?? 0) > least
  }
  return true
}

function hasFeature({ manifest }: Examination, name: string): boolean {
  const { features } = manifest.loose
  return (features as Readonly<Record<string, unknown>> | undefined)?.[name] === true
}

/** The lock files of all package managers, also those of older versions. */
const LOCK_FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(packageManagerNames.map((name) => [packageManagers[name].lockFile, name])),
  'npm-shrinkwrap.json': 'npm',
  'bun.lockb': 'bun',
}

const lockFileForeign: Check = {
  code: 'lock-file-foreign',
  group,
  severity: 'warning',
  summary: 'The lock file of a package manager that the project does not use.',
  async run({ has, manager }) {
    const foreign = Object.entries(LOCK_FILES).filter(
      ([file, name]) => name !== manager.name && has(file),
    )
    const isOwn = has(manager.lockFile)
    return foreign.map(([file, name]) => ({
      what: `${file} is of ${name}, and the project uses ${manager.name}${isOwn ? `, with ${manager.lockFile}` : ''}.`,
      where: file,
      mend: isOwn ? `rm ${file}` : `rm ${file} && ${manager.install}`,
    }))
  },
}

const notInstalled: Check = {
  code: 'not-installed',
  group,
  severity: 'warning',
  summary: 'Nothing is installed.',
  async run(project) {
    if (project.has('node_modules')) return []
    return [{ what: 'Nothing is installed.', where: 'node_modules', ...install(project) }]
  },
}

const lockFileMissing: Check = {
  code: 'lock-file-missing',
  group,
  severity: 'warning',
  summary: 'Packages are installed, and there is no lock file that says which.',
  async run(project) {
    const { lockFile } = project.manager
    if (!project.has('node_modules') || project.has(lockFile)) return []
    const what = `There is no ${lockFile}, so elsewhere other packages are installed.`
    return [{ what, where: lockFile, ...install(project) }]
  },
}

const installStale: Check = {
  code: 'install-stale',
  group,
  severity: 'warning',
  summary: 'What is installed is not what package.json and the lock file say.',
  async run(project) {
    if (!project.has('node_modules')) return { skipped: 'nothing is installed' }
    if (!project.packageJson()) return { skipped: 'package.json cannot be read' }
    const stale = [...staleDependencies(project), ...staleLocked(project)]
    if (stale.length === 0) return []
    const more = stale.length > 3 ? `, and ${stale.length - 3} more` : ''
    const what = `Installed is something else than wanted: ${stale.slice(0, 3).join(', ')}${more}.`
    return [{ what, where: 'node_modules', ...install(project) }]
  },
}

/** The packages of package.json: any of them can be missing, and exact versions can be compared. */
function staleDependencies(project: Examination): readonly string[] {
  return [...dependenciesOf(project.packageJson())].flatMap(([name, wanted]) => {
    if (name === PACKAGE_NAME) return []
    const installed = installedVersion(project, name)
    if (installed === undefined) return [`${name} is not there`]
    const isExact = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(wanted)
    return isExact && installed !== wanted ? [`${name} is ${installed}, not ${wanted}`] : []
  })
}

/** What the lock file says of the others, where the package manager keeps what it had read. */
function staleLocked(project: Examination): readonly string[] {
  if (project.manager.name === 'pnpm') {
    const [wanted, had] = ['pnpm-lock.yaml', 'node_modules/.pnpm/lock.yaml'].map(project.text)
    return wanted !== undefined && had !== undefined && wanted !== had
      ? ['pnpm-lock.yaml has changed since']
      : []
  }
  const wanted = lockedPackages(project, 'package-lock.json')
  const had = lockedPackages(project, 'node_modules/.package-lock.json')
  if (project.manager.name !== 'npm' || !wanted || !had) return []
  const root = wanted['']
  const own = dependenciesOf(project.packageJson())
  if (root && !isDeepStrictEqual(own, dependenciesOf(root as object))) {
    return ['package-lock.json is behind package.json']
  }
  const direct = new Set([...own.keys()].map((name) => `node_modules/${name}`))
  return Object.entries(had).flatMap(([path, one]) => {
    const other = wanted[path]
    if (direct.has(path) || other?.version === one?.version) return []
    return [`${path.replace(/^.*node_modules\//, '')} is ${one?.version}, not ${other?.version}`]
  })
}

const installedOther: Check = {
  code: 'installed-version',
  group,
  severity: 'error',
  summary: 'The installed copy of create-alex-api is not the one that made the project.',
  needs: 'manifest',
  async run(project) {
    const { manifest } = project.manifest
    const installed = installedVersion(project, PACKAGE_NAME)
    if (!manifest || installed === manifest.version || !project.has('node_modules')) return []
    const what =
      installed === undefined
        ? `${PACKAGE_NAME} is not installed, so npx plop has no generators.`
        : `${PACKAGE_NAME} ${installed} is installed, and the project is at ${manifest.version}.`
    return [{ what, where: `node_modules/${PACKAGE_NAME}`, ...install(project) }]
  },
}

const toolDependency: Check = {
  code: 'tool-dependency',
  group,
  severity: 'warning',
  summary:
    'package.json asks for another copy of create-alex-api than the one that made the project.',
  needs: 'tree',
  async run(project) {
    const wanted = project.manifest.model?.tool.dependency ?? ''
    const json = project.packageJson()
    const own = dependenciesOf(json).get(PACKAGE_NAME)
    if (!json || own === wanted) return []
    const what =
      own === undefined
        ? `package.json does not depend on ${PACKAGE_NAME}; the project is made by "${wanted}".`
        : `package.json asks for ${PACKAGE_NAME} "${own}", and the project is made by "${wanted}".`
    return [
      {
        what,
        where: 'package.json',
        mend: `"${PACKAGE_NAME}": "${wanted}" in its devDependencies, then ${project.manager.install}`,
        fix: {
          done: `wrote "${PACKAGE_NAME}": "${wanted}" into package.json`,
          change: async (draft) => {
            const { text: user, mode } = await textIn(draft, 'package.json')
            const target = String((await project.tree()).get('package.json')?.content)
            const before = json.devDependencies?.[PACKAGE_NAME]
            const merged = mergeJson({ base: withDependency(target, before), user, target })
            if (!merged.clean) throw new UserError('package.json cannot be merged.')
            await draft.write('package.json', { content: merged.content, mode })
          },
        },
      },
    ]
  },
}

function withDependency(text: string, version: unknown): string {
  const json = JSON.parse(text) as { devDependencies: Record<string, unknown> }
  json.devDependencies[PACKAGE_NAME] = version
  return `${JSON.stringify(json, null, 2)}\n`
}

const archiveMissing: Check = {
  code: 'archive-missing',
  group,
  severity: 'error',
  summary: 'The archive that the project depends on is not there, or not the one that it had.',
  needs: 'model',
  async run(project) {
    const { model, manifest } = project.manifest
    if (!model || !manifest?.features.vendored) return []
    const { archive } = model.tool
    const integrity = lockedIntegrity(project, archive)
    const own = project.has(archive) ? readFileSync(join(project.root, archive)) : undefined
    if (own && (integrity === undefined || integrityOf(own) === integrity)) return []
    const { tracked } = await project.git()
    const what = own
      ? `${archive} is not the file that package-lock.json has the sum of.`
      : `${archive} is not there, so nothing can be installed elsewhere.`
    const fix: Fix = {
      done: `packed ${archive} from the copy that runs`,
      change: async (draft) => {
        const content = await packSelf(project.running.folder)
        if (integrity !== undefined && integrityOf(content) !== integrity) {
          throw new UserError(
            'The copy that runs is not the one that the project was made with, though its version is.',
          )
        }
        await draft.write(archive, { content, mode: 0o644 })
      },
    }
    if (tracked.has(archive)) {
      return [{ what, where: archive, mend: `git checkout HEAD -- ${archive}`, fix }]
    }
    const mend = 'npx create-alex-api doctor --fix, with the copy that made the project'
    return [{ what, where: archive, mend, fix }]
  },
}

/** What the lock file says of the archive, as npm writes it. */
function lockedIntegrity(project: Examination, archive: string): string | undefined {
  const locked = lockedPackages(project, 'package-lock.json')?.[`node_modules/${PACKAGE_NAME}`]
  const { integrity, resolved } = (locked ?? {}) as { integrity?: unknown; resolved?: unknown }
  const isOwn = resolved === `file:${archive}`
  return isOwn && typeof integrity === 'string' ? integrity : undefined
}

function integrityOf(content: Uint8Array): string {
  return `sha512-${createHash('sha512').update(content).digest('base64')}`
}

export const packageChecks: readonly Check[] = [
  nodeWrong,
  notInstalled,
  lockFileForeign,
  lockFileMissing,
  installStale,
  installedOther,
  toolDependency,
  archiveMissing,
]
