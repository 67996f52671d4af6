import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readManifest } from '../../src/manifest/file.ts'
import { foldModel } from '../../src/model/model.ts'
import { packageVersion } from '../../src/package.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplates } from '../../src/render/templates.ts'
import { makeProject, runPlop, snapshot } from './support/program.ts'

test('twenty generators at once each have their turn, and leave one whole project', async () => {
  const { root } = await makeProject()
  const names = Array.from(
    { length: 20 },
    (_, index) => `note-${String.fromCharCode(97 + index)}-it`,
  )
  const runs = await Promise.all(
    names.map((name) =>
      runPlop(['resource', name, '--', '--fields', 'title:string', '--yes'], { cwd: root }),
    ),
  )
  for (const { code, stderr } of runs) expect(code, stderr).toBe(0)
  const manifest = await readManifest(root, packageVersion())
  const times = manifest.history.map(({ at }) => at)
  expect(new Set(times).size).toBe(20)
  expect([...times].sort()).toEqual(times)
  expect(manifest.history.map((operation) => 'name' in operation && operation.name).sort()).toEqual(
    names,
  )
  for (const [path, { content }] of render(foldModel(manifest), await loadTemplates())) {
    if (typeof content !== 'string') continue
    expect([path, readFileSync(join(root, path), 'utf8')]).toEqual([path, content])
  }
  expect(Object.keys(snapshot(root)).filter((path) => path.includes('.alex'))).toEqual([])
})
