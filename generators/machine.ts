import type { Notice } from '../src/merge/plan.ts'
import { nodeVersions } from '../src/model/model.ts'

/** What a generated project needs to run. */
export const PROJECT_NODE = nodeVersions.minimum

/** The computer this runs on, as far as a project cares. */
export interface Machine {
  /** `20.20.2` */
  readonly node: string
  readonly platform: NodeJS.Platform
  readonly arch: string
}

export function thisMachine(): Machine {
  return { node: process.versions.node, platform: process.platform, arch: process.arch }
}

/** Whether the machine's own Node runs a generated project. */
export function runsProject({ node }: Pick<Machine, 'node'>): boolean {
  const [major = 0, minor = 0] = node.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = PROJECT_NODE.split('.').map(Number)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/** Why Node cannot come as an npm package here, or `undefined`. */
export function pinningProblem(
  { platform, arch }: Machine,
  packageManager: string,
): string | undefined {
  if (packageManager === 'yarn') return 'yarn does not install the npm package "node" correctly'
  if (platform === 'darwin') return 'the npm package "node" has no build of this version for macOS'
  if (!['linux', 'win32'].includes(platform) || !['x64', 'arm64'].includes(arch)) {
    return `the npm package "node" has no build for ${platform} on ${arch}`
  }
  return undefined
}

/** Said where neither the machine nor the project brings a Node that is new enough. */
export function nodeTooOld({ node }: Machine, because?: string): Notice {
  const why = because === undefined ? '' : ` It could not come with the project: ${because}.`
  return {
    code: 'node-too-old',
    message:
      `The project needs Node ${PROJECT_NODE} or newer, and this machine has ${node}. ` +
      `Install a newer one (https://nodejs.org) before you start it.${why}`,
  }
}
