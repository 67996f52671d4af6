import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { parseSync } from 'oxc-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foldModel } from '../../src/model/model.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource } from '../../src/render/templates.ts'
import { manifestOf, type ResourceCase, resourceCase } from './support/resources.ts'

// What comes out for a resource is as the formatter and the linter of the project want it, whatever
// the names. RESOURCE_CASES and RESOURCE_SEED ask for more, and for others.
const root = join(import.meta.dirname, '../..')
const numRuns = Number(process.env.RESOURCE_CASES ?? 30)
const seed = Number(process.env.RESOURCE_SEED ?? 1)

const chosen: readonly ResourceCase[] = [
  { name: 'a', fields: 'b:text?' },
  { name: 'person', fields: 'class:string new:boolean default:integer type:timestamp' },
  { name: 'news-item', fields: 'at:timestamp=now until:timestamp?=now' },
  ...Array.from({ length: 40 }, (_, index) => ({
    name: 'q'.repeat(index + 1),
    fields: [
      `${'r'.repeat(index + 1)}:string(200)="a longer default, of forty characters, or so"`,
      `${'s'.repeat(index + 1)}:text?="a longer default, of forty characters, or so"`,
      `${'t'.repeat(index + 1)}:integer=0`,
      `${'u'.repeat(index + 1)}:timestamp?`,
      `${'v'.repeat(index + 1)}:timestamp?=now`,
    ].join(' '),
  })),
]

/** Their names stand in the registries before and after each other, and in both cases. */
const several = [
  'zebra',
  'apple',
  'item10',
  'item9',
  'item',
  'item-x',
  'items-x',
  'resource-a',
  'sea',
].map((name) => ({ name, fields: 'title:string' }))

const folder = mkdtempSync(join(tmpdir(), 'resource-format-'))
const cases = [...chosen, ...fc.sample(resourceCase, { numRuns, seed })]
const files = new Map<string, string>()

beforeAll(async () => {
  const templates = (await loadTemplatesFromSource(join(root, 'templates'))).filter(({ path }) =>
    /^(?:graphql-)?resource[a-z-]*\/|^operations\/|^project\/[a-z-]+\/(?:src\/(?:resources|database)|_seams)\//.test(
      path,
    ),
  )
  const projects = [...cases.map((one) => [one]), [], several]
  for (const [index, resources] of projects.entries()) {
    for (const [path, { content }] of render(
      foldModel(manifestOf(resources, { graphql: true })),
      templates,
    )) {
      if (path.endsWith('.ts')) files.set(join(String(index), path), String(content))
    }
  }
  cpSync(join(root, 'templates/project/base/biome.json'), join(folder, 'biome.json'))
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe(`${cases.length} resources`, () => {
  test('are TypeScript', () => {
    const faults = [...files].flatMap(([path, text]) =>
      parseSync(path, text).errors.map(({ message }) => `${path}: ${message}`),
    )
    expect(faults).toEqual([])
  })

  test('leave nothing to the formatter, nor to the linter', () => {
    const complaints = check()
    const changed = [...files]
      .map(([path, text]) => ({ path, text, formatted: readFileSync(join(folder, path), 'utf8') }))
      .filter(({ text, formatted }) => text !== formatted)

    expect(changed.slice(0, 5).map(difference)).toEqual([])
    expect(complaints).toBe('')
  })
})

/** The first lines that differ, and what they were made from. */
function difference({ path, text, formatted }: { path: string; text: string; formatted: string }) {
  const [ours, theirs] = [text.split('\n'), formatted.split('\n')]
  const at = ours.findIndex((line, index) => line !== theirs[index])
  return {
    path,
    ours: ours.slice(at, at + 4),
    theirs: theirs.slice(at, at + 4),
    from: cases[Number.parseInt(path, 10)],
  }
}

/** Fixes what can be fixed, and returns what is left. */
function check(): string {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const options = ['check', '--write', '--error-on-warnings', '--max-diagnostics=20', folder]
  try {
    execFileSync(process.execPath, [biome, ...options], { cwd: folder, stdio: 'pipe' })
    return ''
  } catch (error) {
    return String((error as { stderr?: unknown }).stderr)
  }
}
