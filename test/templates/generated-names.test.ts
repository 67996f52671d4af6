import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { generatedNames, slicePatterns } from '../../src/model/generated-names.ts'
import { foldModel } from '../../src/model/model.ts'
import { type ResourceNames, resourceNames } from '../../src/model/names.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource } from '../../src/render/templates.ts'
import { identifiersOf } from './support/identifiers.ts'
import { manifestOf } from './support/resources.ts'

// Which names the code of a slice has is found here, in what is rendered, so that the names of
// resources can keep away from them. `npm run golden` writes the list anew.
const root = join(import.meta.dirname, '../..')
const file = join(root, 'src/model/generated-names.ts')
const update = process.env.UPDATE_GOLDEN === '1'

// Words that stand nowhere else.
const names = resourceNames('zqxkv', 'zqxkvees')

const brought = new Set<string>()
const made = new Set<string>()

beforeAll(async () => {
  const templates = await loadTemplatesFromSource(join(root, 'templates'))
  const manifest = manifestOf([{ name: 'zqxkv', plural: 'zqxkvees', fields: everyField() }])
  for (const [path, { content }] of render(foldModel(manifest), templates)) {
    if (!path.endsWith('.ts') || !/zqxkv/i.test(String(content))) continue
    for (const name of identifiersOf(path, String(content))) {
      if (/zqxkv/i.test(name)) made.add(patternOf(name, names))
      else brought.add(name)
    }
  }
  if (update) write()
})

describe('src/model/generated-names.ts', () => {
  const advice = `is missing in ${file}: run npm run golden, or add it there, one a line, sorted`

  test('has every name that the templates bring into a slice', () => {
    expect(missing(brought, generatedNames), advice).toEqual([])
  })

  test('has every name that is made of the name of a resource', () => {
    expect(missing(made, slicePatterns), advice).toEqual([])
  })

  test('has nothing else, so that no name is kept from a resource for nothing', () => {
    expect(missing(new Set(generatedNames), [...brought]), 'not in any slice').toEqual([])
    expect(missing(new Set(slicePatterns), [...made]), 'not in any slice').toEqual([])
  })
})

function missing(found: ReadonlySet<string>, listed: readonly string[]): string[] {
  const known = new Set(update ? found : listed)
  return [...found].filter((name) => !known.has(name)).sort()
}

function everyField(): string {
  return 'title:string(200)=x body:text? views:integer=0 live:boolean at:timestamp=now until:timestamp?'
}

/** `createZqxkvBody` → `create<Resource>Body` */
function patternOf(name: string, { resource, Resource, resources, Resources }: ResourceNames) {
  return name
    .replaceAll(Resources, '<Resources>')
    .replaceAll(resources, '<resources>')
    .replaceAll(Resource, '<Resource>')
    .replaceAll(resource, '<resource>')
}

/** Puts the names that were found between the brackets of the lists. */
function write(): void {
  const lists = { generatedNames: brought, slicePatterns: made }
  let source = readFileSync(file, 'utf8')
  for (const [list, found] of Object.entries(lists)) {
    const lines = [...found].sort().map((name) => `  '${name}',\n`)
    const body = new RegExp(`(export const ${list}: readonly string\\[\\] = )\\[[^\\]]*\\]`)
    source = source.replace(body, (_, start) => `${start}[\n${lines.join('')}]`)
  }
  writeFileSync(file, source)
}
