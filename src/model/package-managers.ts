import type { PackageManagerName } from '../manifest/manifest.ts'

type Command = readonly [string, ...string[]]

/** One place for what containers, CI and the documents have to agree on. */
const versions = { pnpm: '10.34.9', yarn: '4.18.1', bun: '1.4.5' } as const

/** How one package manager is spelled: in a terminal, in a container, in CI, in the docs. */
export interface PackageManager {
  readonly name: PackageManagerName
  /** The one that containers and CI get; `null`: the one that comes with Node. */
  readonly version: string | null
  /** The folder of templates that it brings: `templates/project/<layer>`. */
  readonly layer: string
  readonly install: string
  /** Followed by the name of a package, which becomes a development dependency. */
  readonly add: string
  /** Installs exactly what the lock file says, or fails. */
  readonly frozenInstall: string
  /** The same, and no package gets to run a script of its own. */
  readonly safeInstall: string
  /** Takes the development dependencies out of what is installed. */
  readonly prune: string
  /** Followed by the name of a script: `npm run`. */
  readonly run: string
  /** The same, and nothing is printed but what the script prints. */
  readonly runQuietly: string
  /** What stands between the name of a script and its arguments. */
  readonly dashes: string
  /** The script `test`. */
  readonly test: string
  /** Followed by the name of an installed program: `npx`. */
  readonly exec: string
  /** Followed by the name of a program that is fetched for once: `pnpm dlx`. */
  readonly fetch: string
  readonly lockFile: string
  /** The name of its ecosystem in the configuration of Dependabot. */
  readonly dependabot: string
  /** Commands that bring the package manager itself to a machine that has Node and npm. */
  readonly setup: readonly string[]
  /** The same words as programs and arguments, for running them. */
  readonly commands: {
    readonly install: Command
    readonly run: (script: string, ...args: string[]) => Command
    readonly exec: (program: string, ...args: string[]) => Command
  }
}

const npm: PackageManager = {
  name: 'npm',
  version: null,
  layer: 'npm',
  install: 'npm install',
  add: 'npm install --save-dev',
  frozenInstall: 'npm ci',
  safeInstall: 'npm ci --ignore-scripts',
  prune: 'npm prune --omit=dev --ignore-scripts',
  run: 'npm run',
  runQuietly: 'npm run --silent',
  dashes: ' --',
  test: 'npm test',
  exec: 'npx',
  fetch: 'npx',
  lockFile: 'package-lock.json',
  dependabot: 'npm',
  setup: [],
  commands: {
    install: ['npm', 'install', '--no-audit', '--no-fund'],
    run: (script, ...args) => ['npm', 'run', script, ...(args.length > 0 ? ['--', ...args] : [])],
    exec: (program, ...args) => ['npx', '--no-install', program, ...args],
  },
}

/**
 * Any pnpm since 10; their lock files are the same. No `packageManager` in package.json: pnpm takes
 * it as an order to fetch that very version, and fails where a mirror does not have it signed.
 */
const pnpm: PackageManager = {
  name: 'pnpm',
  version: versions.pnpm,
  layer: 'pnpm',
  install: 'pnpm install',
  add: 'pnpm add --save-dev',
  frozenInstall: 'pnpm install --frozen-lockfile',
  safeInstall: 'pnpm install --frozen-lockfile --ignore-scripts',
  prune: 'pnpm prune --prod --ignore-scripts',
  run: 'pnpm run',
  runQuietly: 'pnpm --silent run',
  dashes: '',
  test: 'pnpm test',
  exec: 'pnpm exec',
  fetch: 'pnpm dlx',
  lockFile: 'pnpm-lock.yaml',
  dependabot: 'npm',
  setup: [`npm install --global pnpm@${versions.pnpm}`],
  commands: {
    // Where CI is set it would refuse to write what has changed into the lock file.
    install: ['pnpm', 'install', '--no-frozen-lockfile'],
    run: (script, ...args) => ['pnpm', 'run', script, ...args],
    exec: (program, ...args) => ['pnpm', 'exec', program, ...args],
  },
}

/** Yarn 4, with the node-modules linker: the tools of a project look for a `node_modules`. */
const yarn: PackageManager = {
  name: 'yarn',
  version: versions.yarn,
  layer: 'yarn',
  install: 'yarn install',
  add: 'yarn add --dev',
  frozenInstall: 'yarn install --immutable',
  safeInstall: 'yarn install --immutable --mode=skip-build',
  prune: 'yarn workspaces focus --production',
  run: 'yarn run',
  runQuietly: 'yarn run',
  dashes: '',
  test: 'yarn test',
  exec: 'yarn exec',
  fetch: 'yarn dlx',
  lockFile: 'yarn.lock',
  dependabot: 'npm',
  // By force, since Node's images have a yarn of version 1 at the same place.
  setup: [`npm install --global --force @yarnpkg/cli-dist@${versions.yarn}`],
  commands: {
    // Where CI is set it would refuse to write the lock file.
    install: ['yarn', 'install', '--no-immutable'],
    run: (script, ...args) => ['yarn', 'run', script, ...args],
    exec: (program, ...args) => ['yarn', 'exec', program, ...args],
  },
}

const bun: PackageManager = {
  name: 'bun',
  version: versions.bun,
  layer: 'bun',
  install: 'bun install',
  add: 'bun add --dev',
  frozenInstall: 'bun install --frozen-lockfile',
  safeInstall: 'bun install --frozen-lockfile --ignore-scripts',
  // Installing over what is there would leave the development dependencies where they are.
  prune: 'rm -rf node_modules && bun install --frozen-lockfile --ignore-scripts --production',
  run: 'bun run',
  runQuietly: 'bun run --silent',
  dashes: '',
  // `bun test` would be another test runner.
  test: 'bun run test',
  exec: 'bunx',
  fetch: 'bunx',
  lockFile: 'bun.lock',
  dependabot: 'bun',
  setup: [`npm install --global bun@${versions.bun}`],
  commands: {
    install: ['bun', 'install'],
    run: (script, ...args) => ['bun', 'run', script, ...args],
    exec: (program, ...args) => ['bunx', '--no-install', program, ...args],
  },
}

export const packageManagers: Readonly<Record<PackageManagerName, PackageManager>> = {
  npm,
  pnpm,
  yarn,
  bun,
}

export const packageManagerNames = Object.keys(packageManagers) as readonly PackageManagerName[]
