import { builtinModules } from 'node:module'
import { join, posix } from 'node:path'
import { parseSync } from 'oxc-parser'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Features, Manifest } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource, type Templates } from '../../src/render/templates.ts'
import type { Tree } from '../../src/render/tree.ts'

// Every combination of choices, rendered in memory. The oracle of what is allowed stands here, on
// purpose apart from the program's own validation: every choice goes with every other, but that
// OpenID Connect needs accounts.
const switches = ['docker', 'github-ci', 'pinned-node', 'vendored'] as const
const identities: readonly Features[] = [
  {},
  { auth: 'none' },
  { auth: 'local' },
  { auth: 'local', oidc: true },
  { auth: 'external' },
]
/** What stands by itself: each goes with every set of switches, under one manager or another. */
const extras: readonly Features[] = [
  {},
  { jobs: true },
  { outbound: true },
  { jobs: true, outbound: true },
  { graphql: true },
  { graphql: true, jobs: true, outbound: true },
]
const managers = ['npm', 'pnpm', 'yarn', 'bun'] as const
const histories: Record<string, Manifest['history']> = {
  'no resource': [],
  'two resources': [
    {
      at: '20261122T093000Z',
      run: 'resource',
      name: 'article',
      fields: 'title:string(200) body:text?',
    },
    {
      at: '20261122T093001Z',
      run: 'resource',
      name: 'category',
      fields: 'name:string live:boolean=true',
    },
  ],
}

const combinations = managers.flatMap((packageManager, managerIndex) =>
  Object.entries(histories).flatMap(([grown, history]) =>
    Array.from({ length: 2 ** switches.length }, (_, bits) => {
      const on = switches.filter((_name, index) => bits & (1 << index))
      // Identity and the rest do not meet in any file but those that list what there is.
      const identity = identities[bits % identities.length]
      const extra = extras[(bits + managerIndex) % extras.length]
      const features = {
        ...Object.fromEntries(on.map((name) => [name, true])),
        ...identity,
        ...extra,
      }
      const manifest: Manifest = {
        version: '0.1.0',
        name: 'my-api',
        features,
        packageManager,
        history,
      }
      const said = [
        ...on,
        ...Object.entries({ ...identity, ...extra }).map(([name, value]) => `${name}=${value}`),
      ]
      return [`${packageManager}, ${said.join(' + ') || 'no feature'}, ${grown}`, manifest] as const
    }),
  ),
)

/** Packages that a script, a tool or another package needs, though no module imports them. */
const neededByName = new Set([
  '@biomejs/biome',
  '@types/node',
  '@types/nodemailer',
  '@types/oidc-provider',
  '@types/pg',
  // A peer of @fastify/type-provider-typebox, which yarn does not install by itself.
  'ajv-formats',
  'create-alex-api',
  'node',
  'pino-pretty',
  'plop',
  'typescript',
  'vite',
])

let templates: Templates

beforeAll(async () => {
  templates = await loadTemplatesFromSource(join(import.meta.dirname, '../../templates'))
})

/** Most files are the same in most combinations: what was found in one is known. */
const imports = new Map<string, readonly string[]>()

function importsOf(path: string, source: string): readonly string[] {
  const key = `${path}\n${source}`
  const known = imports.get(key)
  if (known) return known
  const { errors, module } = parseSync(path, source)
  expect(errors, path).toEqual([])
  const found = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.dynamicImports
      .map(({ moduleRequest }) => source.slice(moduleRequest.start, moduleRequest.end))
      .flatMap((argument) => /^'([^']*)'$/.exec(argument)?.slice(1) ?? []),
  ]
  imports.set(key, found)
  return found
}

describe.each(combinations)('%s', (_name, manifest) => {
  let tree: Tree
  let sources: [string, string][]

  beforeAll(() => {
    tree = render(foldModel(manifest), templates)
    sources = [...tree].map(([path, { content }]) => [path, String(content)])
  })

  test('every module parses, and what it imports is there', () => {
    const packages = packagesOf(tree)
    const used = new Set<string>()
    for (const [path, source] of sources.filter(([path]) => /\.[jt]s$/.test(path))) {
      for (const specifier of importsOf(path, source)) {
        if (specifier.startsWith('.')) {
          const target = posix.join(posix.dirname(path), specifier)
          expect(tree.has(target), `${path} imports ${specifier}`).toBe(true)
        } else if (!specifier.startsWith('node:') && /^[@a-z]/.test(specifier)) {
          const name = specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/')
          expect(builtinModules, `${path} imports ${name} without node:`).not.toContain(name)
          expect(packages, `${path} imports ${name}`).toContain(name)
          used.add(name)
        }
      }
    }
    expect(packages.filter((name) => !used.has(name) && !neededByName.has(name))).toEqual([])
  })

  test('no file shows a trace of its template', () => {
    for (const [path, source] of sources) {
      // GitHub's own expressions are written with two braces, too.
      expect(source.replace(/\$\{\{.*?\}\}/g, ''), path).not.toMatch(/\{\{[#/]?[\w. ]*\}\}/)
      expect(source, path).not.toContain('\r')
      expect(source, path).toMatch(/[^\n]\n$/)
    }
  })

  test('no two paths meet on a file system that folds case', () => {
    const folded = [...tree.keys()].map((path) => path.toLowerCase())
    expect(new Set(folded).size).toBe(folded.length)
  })

  test('JSON is JSON, and the manifest is in it', () => {
    for (const [path, source] of sources.filter(([path]) => path.endsWith('.json')))
      expect(() => JSON.parse(source), path).not.toThrow()
    expect(JSON.parse(String(tree.get('alex.json')?.content))).toMatchObject(manifest)
  })

  test('rendering again gives the same bytes', () => {
    expect(render(foldModel(manifest), templates)).toEqual(tree)
  })
})

function packagesOf(tree: Tree): string[] {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    String(tree.get('package.json')?.content),
  )
  return Object.keys({ ...dependencies, ...devDependencies })
}
