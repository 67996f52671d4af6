import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { REGISTRIES } from '../../generators/change/plan.ts'
import { switched } from '../../generators/features/index.ts'
import { newManifest } from '../../generators/project/plan.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { merge } from '../../src/merge/merge.ts'
import { foldModel } from '../../src/model/model.ts'
import { render, renderChange } from '../../src/render/render.ts'
import { loadTemplatesFromSource, type Templates } from '../../src/render/templates.ts'

// GraphQL comes and goes: at the beginning or later is the same, and what is written by hand stays.

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplatesFromSource(join(import.meta.dirname, '../../templates'))
})

type Disk = ReadonlyMap<string, string>

const machine = { node: '24.0.0', platform: 'linux', arch: 'x64' } as const
const history: readonly Operation[] = [
  ['author', 'name:string(80)'],
  ['topic', 'name:string(80)'],
  ['article', 'title:string(200) author:ref(author)? topics:many(topic)'],
  ['note', 'text:text on:ref(article):cascade'],
  ['tag', 'label:string(40):unique'],
].map(([name = '', fields = ''], at) => {
  return { at: `20261122T09300${at}Z`, run: 'resource', name, fields }
})

/** A project as it is made, and then grown by five resources. */
function made(features: { readonly graphql: boolean }): Manifest {
  const manifest = newManifest({
    name: 'my-api',
    version: '1.0.0',
    packageManager: 'npm',
    features: { docker: true, ...features },
    example: false,
    now: new Date('2026-11-22T09:00:00Z'),
  })
  return { ...manifest, history }
}

function switchedTo(command: 'add' | 'remove', manifest: Manifest): Manifest {
  const wanted = switched(command, ['graphql'], manifest, machine)
  if (wanted === undefined) throw new Error('it is so already')
  return wanted.manifest
}

function rendered(manifest: Manifest): Disk {
  const tree = render(foldModel(manifest), templates)
  return new Map([...tree].map(([path, { content }]) => [path, String(content)]))
}

async function changed(disk: Disk, before: Manifest, after: Manifest): Promise<Disk> {
  const entries = await merge({
    ...renderChange(foldModel(before), foldModel(after), templates),
    registries: REGISTRIES,
    readFile: async (path) => {
      const content = disk.get(path)
      return content === undefined ? null : { content: Buffer.from(content), mode: 0o644 }
    },
  })
  expect(entries.filter(({ action }) => action === 'conflict')).toEqual([])
  const result = new Map(disk)
  for (const { path, result: file } of entries) {
    if (file) result.set(path, Buffer.from(file.content).toString())
    else if (file === null) result.delete(path)
  }
  return result
}

test('a project that is made with it is one that got it later', async () => {
  const plain = made({ graphql: false })
  const later = switchedTo('add', plain)
  expect(later).toEqual(made({ graphql: true }))
  expect(await changed(rendered(plain), plain, later)).toEqual(rendered(later))
})

test('what was written by hand in every slice is there with it and without it', async () => {
  const plain = made({ graphql: false })
  const edited = new Map(
    [...rendered(plain)].map(([path, text]) => {
      const line = path.endsWith('.ts') ? '// Ours.' : 'Ours.'
      return [path, /\.(?:ts|md)$/.test(path) ? `${text}\n${line}\n` : text]
    }),
  )
  const later = switchedTo('add', plain)
  const grown = await changed(edited, plain, later)
  for (const { name } of history as readonly { name: string }[])
    expect(grown.get(`src/resources/${name}s/${name}.graphql.ts`)).toContain('graphqlResource(')
  expect(grown.get('src/resources/articles/article.service.ts')).toContain('// Ours.')

  expect(await changed(grown, later, switchedTo('remove', later))).toEqual(edited)
})
