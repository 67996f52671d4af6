import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { foldModel } from '../../../src/model/model.ts'
import { render } from '../../../src/render/render.ts'
import { loadTemplatesFromSource } from '../../../src/render/templates.ts'
import { manifestOf, type ResourceCase } from '../../templates/support/resources.ts'
import { emptyFolder, repository, succeed } from './run.ts'

/**
 * A made project with these resources, installed. SLICE_PROJECT names one whose packages are used
 * instead of being installed again. Remove the folder that it is in.
 */
export async function projectOf(name: string, resources: readonly ResourceCase[]): Promise<string> {
  const project = join(emptyFolder(name), 'my-api')
  const installed = process.env.SLICE_PROJECT
  if (installed) {
    mkdirSync(project)
    symlinkSync(join(installed, 'node_modules'), join(project, 'node_modules'))
  } else {
    const create = [join(repository, 'dist/src/cli.js'), project, '--yes', '--no-check', '--no-git']
    await succeed(process.execPath, create, { cwd: dirname(project) })
  }
  const templates = await loadTemplatesFromSource(join(repository, 'templates'))
  for (const [path, { content, mode }] of render(foldModel(manifestOf(resources)), templates)) {
    if (path === 'package.json' && !installed) continue
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), content, { mode })
  }
  await succeed('npm', ['run', 'openapi'], { cwd: project })
  return project
}
