import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import dockerignore from '@balena/dockerignore'
import { type Command, type Recipe, readDockerfile } from '../../support/dockerfile.ts'
import { plainPath } from './managers.ts'
import { succeed } from './run.ts'
import { freePort } from './server.ts'

export interface Image {
  readonly recipe: Recipe
  /** What stands under `/app` in the image. */
  readonly folder: string
}

/**
 * Follows a project's Dockerfile without Docker: copies what .dockerignore lets through, runs what
 * the first stage runs, copies what the second one takes.
 *
 * @param node the program that stands for the Node of the base image
 */
export async function buildImage(project: string, area: string, node: string): Promise<Image> {
  const recipe = readDockerfile(readFileSync(join(project, 'Dockerfile'), 'utf8'))
  const [base, context, folder] = ['base', 'context', 'app'].map((name) => join(area, name)) as [
    string,
    string,
    string,
  ]
  makeBase(base, node)
  const ignored = dockerignore
    .default()
    .add(readFileSync(join(project, '.dockerignore'), 'utf8'))
    .createFilter()
  cpSync(project, context, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => path === project || ignored(relative(project, path)),
  })
  const env = { PATH: plainPath(join(base, 'bin')), npm_config_prefix: base }
  for (const line of recipe.build) await succeed('sh', ['-c', line], { cwd: context, env })
  for (const [from, to] of recipe.copies) {
    const target = to.endsWith('/') ? join(folder, to, from) : join(folder, to)
    cpSync(join(context, from), target, { recursive: true, verbatimSymlinks: true })
  }
  return { recipe, folder }
}

/** Node's images have Node, npm, and a yarn of version 1 that is in the way of another. */
function makeBase(base: string, node: string): void {
  mkdirSync(join(base, 'bin'), { recursive: true })
  symlinkSync(node, join(base, 'bin/node'))
  const old = join(base, 'yarn-v1.22.22')
  writeFileSync(old, '#!/bin/sh\necho "this is the old yarn" >&2\nexit 1\n')
  chmodSync(old, 0o755)
  for (const name of ['yarn', 'yarnpkg']) symlinkSync(old, join(base, 'bin', name))
}

export interface Container {
  readonly url: string
  readonly managementUrl: string
  /** Runs another command beside the service, as `docker exec` does; gives its exit code. */
  readonly exec: (command: Command) => Promise<number | null>
  /** Sends the signal to the one process and gives its exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>
  readonly output: () => string
}

/** Runs one command in the image to its end: a migration. */
export async function runOnce(
  image: Image,
  command: Command,
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const { child, output } = start(image, command, variables)
  const code = await exitCode(child)
  return { code, output: output() }
}

/** Starts the image's own command on free ports and waits until it is ready. */
export async function startContainer(
  image: Image,
  variables: Readonly<Record<string, string>>,
): Promise<Container> {
  const [port, management] = [await freePort(), await freePort()]
  const env = { ...variables, PORT: String(port), MANAGEMENT_PORT: String(management) }
  const { child, output } = start(image, image.recipe.start, env)
  const container: Container = {
    url: `http://127.0.0.1:${port}`,
    managementUrl: `http://127.0.0.1:${management}`,
    exec: async (command) => (await runOnce(image, command, env)).code,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      return exitCode(child)
    },
    output,
  }
  for (let attempt = 0; attempt < 3000 && child.exitCode === null; attempt++) {
    const answer = await fetch(`${container.managementUrl}/health/ready`).catch(() => undefined)
    if (answer?.status === 200) return container
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await container.stop('SIGKILL')
  throw new Error(`the image did not become ready\n${output()}`)
}

function start(
  { recipe, folder }: Image,
  [program, ...args]: Command,
  variables: Readonly<Record<string, string>>,
) {
  const node = join(folder, '../base/bin')
  const child = spawn(program, args, {
    cwd: folder,
    // Nothing of this machine but where Node is.
    env: { PATH: plainPath(node), ...recipe.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Only root may be somebody else; another person is not root to begin with.
    ...(process.getuid?.() === 0 ? recipe.user : {}),
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  return { child, output: () => printed }
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}
