import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { foldModel } from '../../src/model/model.ts'
import { packageVersion } from '../../src/package.ts'
import { render, renderChange } from '../../src/render/render.ts'
import { loadTemplatesFromSource, type Templates } from '../../src/render/templates.ts'
import type { Tree } from '../../src/render/tree.ts'

// A change goes on from what is known of the history before it, and renders no more than it changes:
// both are short ways to what the whole history and the two whole projects say.

const repository = join(import.meta.dirname, '../..')

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplatesFromSource(join(repository, 'templates'))
})

/** Without the memory of the operations that were folded before, which goes by identity. */
function folded(manifest: Manifest) {
  return foldModel(structuredClone(manifest))
}

function readGolden(name: string): Manifest {
  const text = readFileSync(join(repository, 'test/projects', name, 'alex.json'), 'utf8')
  return parseManifest(text, { version: packageVersion() })
}

/** What stands on both sides of the paths that differ. */
function differences({ base, target }: { readonly base: Tree; readonly target: Tree }) {
  const text = (tree: Tree, path: string) => {
    const file = tree.get(path)
    return file && { mode: file.mode, content: String(file.content) }
  }
  return Object.fromEntries(
    [...new Set([...base.keys(), ...target.keys()])]
      .map((path) => [path, [text(base, path), text(target, path)]] as const)
      .filter(([, [before, after]]) => JSON.stringify(before) !== JSON.stringify(after))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

describe.each(['relations', 'guarded'])('every operation of %s', (name) => {
  test('changes what the two whole projects differ by', () => {
    const whole = readGolden(name)
    const at = (length: number) => ({ ...whole, history: whole.history.slice(0, length) })
    let base = render(folded(at(0)), templates)
    for (let length = 1; length <= whole.history.length; length += 1) {
      const target = render(folded(at(length)), templates)
      const change = renderChange(foldModel(at(length - 1)), foldModel(at(length)), templates)
      expect(differences(change), `operation ${length}`).toEqual(differences({ base, target }))
      base = target
    }
  })

  test('is folded as it is in the whole history', () => {
    const whole = readGolden(name)
    for (let length = 0; length <= whole.history.length; length += 1) {
      const manifest = { ...whole, history: whole.history.slice(0, length) }
      expect(foldModel(manifest)).toEqual(folded(manifest))
    }
  })
})

test('a version that comes later changes what refers to it already', () => {
  const made = (operation: object, hour: number) =>
    ({ ...operation, at: `20261122T${hour}0000Z` }) as Operation
  const history = [
    made({ run: 'repository', name: 'user', fields: 'name:string' }, 10),
    made({ run: 'service', name: 'user' }, 11),
    made({ run: 'repository', name: 'article', fields: 'title:string author:ref(user)' }, 12),
    made({ run: 'controller', name: 'user', apiVersion: 2 }, 13),
  ]
  const manifest = { ...readGolden('minimal'), history }
  foldModel({ ...manifest, history: history.slice(0, 3) })
  expect(foldModel(manifest)).toEqual(folded(manifest))
})
