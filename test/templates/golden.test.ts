import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseManifest } from '../../src/manifest/parse.ts'
import { foldModel } from '../../src/model/model.ts'
import { packageVersion } from '../../src/package.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource } from '../../src/render/templates.ts'
import type { Tree } from '../../src/render/tree.ts'

// Whole projects as real files: a template's change and the change of the program that comes out
// of it stand in the same diff. `npm run golden` writes them anew.
const projects = join(import.meta.dirname, '../projects')
const update = process.env.UPDATE_GOLDEN === '1'

describe.each(readdirSync(projects))('the golden project %s', async (name) => {
  const folder = join(projects, name)
  const manifest = parseManifest(readFileSync(join(folder, 'alex.json'), 'utf8'), {
    version: packageVersion(),
  })
  const tree = render(
    foldModel(manifest),
    await loadTemplatesFromSource(join(import.meta.dirname, '../../templates')),
  )
  if (update) write(folder, tree)

  test('has exactly the rendered files', () => {
    expect(filesBelow(folder)).toEqual([...tree.keys()].sort())
  })

  test.each([...tree.keys()].sort())('%s', (path) => {
    const file = tree.get(path)
    expect(readFileSync(join(folder, path), 'utf8')).toBe(file?.content)
    expect(statSync(join(folder, path)).mode & 0o111).toBe((file?.mode ?? 0) & 0o111)
  })
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

function write(folder: string, tree: Tree): void {
  rmSync(folder, { recursive: true })
  for (const [path, file] of tree) {
    const target = join(folder, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, file.content, { mode: file.mode })
  }
}
