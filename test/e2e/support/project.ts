import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inject } from 'vitest'
import { foldModel } from '../../../src/model/model.ts'
import { render } from '../../../src/render/render.ts'
import { loadTemplatesFromSource } from '../../../src/render/templates.ts'
import { manifestOf, type ResourceCase } from '../../templates/support/resources.ts'
import { emptyFolder, type Finished, repository, succeed } from './run.ts'

const tool = join(repository, 'dist/src/cli.js')

/**
 * Makes a project by the command line, with the defaults and these flags, and without accounts unless
 * a flag says otherwise: they are looked at where they are meant. Its packages are a copy of
 * those that were installed once; where it needs others, they are installed.
 */
export async function makeProject(project: string, ...flags: readonly string[]): Promise<void> {
  const installed = inject('installed')
  const auth = flags.includes('--auth') ? [] : ['--auth', 'none']
  const create = [tool, project, '--yes', '--no-install', '--no-git', ...auth, ...flags]
  await succeed(process.execPath, create, { cwd: dirname(project) })
  await succeed('cp', ['-a', join(installed, 'node_modules'), project], { cwd: installed })
  cpSync(join(installed, 'package-lock.json'), join(project, 'package-lock.json'))
  if (!sameDependencies(installed, project)) {
    await succeed('npm', ['install', '--no-audit', '--no-fund'], { cwd: project })
  }
  await succeed('npm', ['run', 'openapi'], { cwd: project })
}

function sameDependencies(...projects: readonly [string, string]): boolean {
  const [one, other] = projects.map((folder) => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    )
    return JSON.stringify([dependencies, devDependencies])
  })
  return one === other
}

/** A made project with these resources and features, installed. Remove the folder that it is in. */
export async function projectOf(
  name: string,
  resources: readonly ResourceCase[],
  features: { readonly graphql?: true } = {},
): Promise<string> {
  const project = join(emptyFolder(name), 'my-api')
  await makeProject(project, ...Object.keys(features).map((feature) => `--${feature}`))
  const templates = await loadTemplatesFromSource(join(repository, 'templates'))
  for (const [path, { content, mode }] of render(
    foldModel(manifestOf(resources, features)),
    templates,
  )) {
    if (path === 'package.json') continue
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), content, { mode })
  }
  await succeed('npm', ['run', 'openapi'], { cwd: project })
  return project
}

/**
 * The tests of what an operation writes: its slices, the schema, and the API as a whole. Those of the rest
 * say the same in every project, and run whole in those of `story`, `identity` and `life`.
 */
export const OF_SLICES = [
  'src/resources',
  'src/commands',
  'test/architecture.test.ts',
  'test/contract',
  'test/migrations.test.ts',
  'test/schema.test.ts',
]

/**
 * What `npm run check` asks of a project, with some of its tests. Those run on a server, where there is
 * one: the embedded database takes as long again, and all of them run on it in `life` and `identity`.
 *
 * @param tests where they are; all of them, where it is not given: then it is `npm run check` itself
 */
export async function passesChecks(project: string, tests?: readonly string[]): Promise<string> {
  const env = { TEST_DATABASE_URL: process.env.TEST_DATABASE_URL }
  const npm = (...args: string[]) => succeed('npm', args, { cwd: project })
  const ran: Finished[] = []
  if (tests === undefined) ran.push(await npm('run', 'check'))
  else {
    // Silent, or npm itself says the words of the scripts, such as --error-on-warnings.
    for (const script of ['typecheck', 'lint', 'format:check'])
      ran.push(await npm('run', '--silent', script))
    if (tests.length > 0)
      ran.push(await succeed('npm', ['test', '--', ...tests], { cwd: project, env }))
  }
  return ran.map(({ stdout, stderr }) => stdout + stderr).join('')
}
