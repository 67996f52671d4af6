import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { parseSync } from 'oxc-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { merge } from '../../src/merge/merge.ts'
import { fieldTypes } from '../../src/model/field-types/table.ts'
import { formatFields, parseFields } from '../../src/model/fields.ts'
import { foldModel } from '../../src/model/model.ts'
import { collidingResource, resourceNames } from '../../src/model/names.ts'
import { packageVersion } from '../../src/package.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource, type Templates } from '../../src/render/templates.ts'
import type { Tree } from '../../src/render/tree.ts'
import { accepts, projectWith, type Specification, specification } from './support/specs.ts'

// Whatever is asked for is refused with its reason and its place, or comes out as code that parses,
// is formatted and lint-free, and can be taken back. `npm run specs -- --cases 5000 --seed 7` asks
// for more, and for others.
const root = join(import.meta.dirname, '../..')
const numRuns = Number(process.env.SPEC_CASES ?? 50)
const seed = Number(process.env.SPEC_SEED ?? 1)
const patience = Math.max(180_000, numRuns * 2_000)

const specifications = fc.sample(specification, { numRuns, seed })
const folder = mkdtempSync(join(tmpdir(), 'specs-'))
const before = projectWith([], { graphql: true })

interface Refused {
  readonly asked: Specification
  readonly error: UserError
}
interface Accepted {
  readonly asked: Specification
  readonly tree: Tree
}

const refused: Refused[] = []
const accepted: Accepted[] = []
let templates: Templates
let start: Tree

beforeAll(async () => {
  templates = await loadTemplatesFromSource(join(root, 'templates'))
  start = render(foldModel(before), templates)
  for (const asked of specifications) judge(asked)
  if (process.env.SPEC_CASES) {
    console.log(`seed ${seed}: ${accepted.length} accepted, ${refused.length} refused`)
  }
}, patience)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function judge(asked: Specification): void {
  try {
    // By way of the file, as in a project.
    const text = serializeManifest(projectWith([asked], { graphql: true }))
    const manifest = parseManifest(text, { version: packageVersion() })
    const whole = render(foldModel(manifest), templates)
    // The rest is as it was; many projects of many files would not fit into memory.
    const tree = new Map([...whole].filter(([path, file]) => !sameAtStart(path, file.content)))
    accepted.push({ asked, tree })
  } catch (error) {
    if (!(error instanceof UserError))
      throw new Error(`not refused: ${JSON.stringify(asked)}`, { cause: error })
    refused.push({ asked, error })
  }
}

function sameAtStart(path: string, content: string | Uint8Array): boolean {
  const file = start.get(path)
  return file !== undefined && String(file.content) === String(content)
}

describe(`${numRuns} specifications, seed ${seed}`, () => {
  test('are neither all refused, nor all accepted, and have fields of every type', () => {
    expect(accepted.length).toBeGreaterThan(numRuns / 3)
    expect(refused.length).toBeGreaterThan(numRuns / 20)
    const types = accepted.flatMap(({ asked }) => parseFields(asked.fields).map(({ type }) => type))
    expect(new Set(types)).toEqual(new Set(Object.keys(fieldTypes)))
  })

  test('that are refused say why, and where', () => {
    const mute = refused.filter(({ asked, error }) => !tells(asked, error))
    expect(
      mute.slice(0, 5).map(({ asked, error }) => ({ asked, ...error, said: error.message })),
    ).toEqual([])
  })

  test('read back as they were written', () => {
    for (const { asked } of accepted) {
      const fields = parseFields(asked.fields)
      const text = formatFields(fields)
      expect(parseFields(text)).toEqual(fields)
      expect(formatFields(parseFields(text))).toBe(text)
    }
  })

  test(
    'are TypeScript',
    () => {
      const faults = accepted.flatMap(({ asked, tree }) =>
        [...tree]
          .filter(([path]) => path.endsWith('.ts'))
          .flatMap(([path, { content }]) => parseSync(path, String(content)).errors)
          .map(({ message }) => ({ message, asked })),
      )
      expect(faults.slice(0, 5)).toEqual([])
    },
    patience,
  )

  test(
    'leave nothing to the formatter, nor to the linter',
    () => {
      for (let from = 0; from < accepted.length; from += 100) {
        expect(complaints(accepted.slice(from, from + 100))).toEqual([])
      }
    },
    patience,
  )

  test(
    'are undone without a trace',
    async () => {
      for (const { asked, tree } of accepted) {
        const whole = new Map([...start, ...tree])
        const entries = await merge({
          base: whole,
          target: start,
          readFile: async (path) => {
            const file = whole.get(path)
            return file ? { content: Buffer.from(file.content), mode: file.mode } : null
          },
        })
        const left = new Map([...whole].map(([path, { content }]) => [path, String(content)]))
        for (const { path, result } of entries) {
          if (result) left.set(path, Buffer.from(result.content).toString())
          else left.delete(path)
        }
        const wanted = new Map([...start].map(([path, { content }]) => [path, String(content)]))
        expect(left, JSON.stringify(asked)).toEqual(wanted)
      }
    },
    patience,
  )
})

/** In one readable line, and with carets under what is wrong with a field. */
function tells({ name, plural, fields }: Specification, error: UserError): boolean {
  const { message, where = '', help = '' } = error
  if (message === '' || message.length > 400 || /[\p{Cc}\p{Cf}\p{Cs}]/u.test(message)) return false
  if (/[^\P{Cc}\n]|[\p{Cf}\p{Cs}]/u.test(where + help)) return false
  if (!where.includes('alex.json')) return false
  // What is wrong with another key stands in the file itself.
  if (/^alex\.json:\d+:\d+$/.test(where)) return help !== ''
  const isNamed = accepts(() => {
    const names = resourceNames(name, plural)
    const others = foldModel(before).resources
    if (collidingResource(names, others)) throw new UserError('taken')
  })
  return !isNamed || accepts(() => parseFields(fields)) || (/\^/.test(where) && help !== '')
}

/** What Biome changes in these, or says of them. */
function complaints(batch: readonly Accepted[]) {
  const place = join(folder, 'batch')
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place)
  cpSync(join(root, 'templates/project/base/biome.json'), join(place, 'biome.json'))
  const files = batch.flatMap(({ asked, tree }, index) =>
    [...tree]
      .filter(([path]) => path.endsWith('.ts'))
      .map(([path, { content }]) => ({
        asked,
        path: join(place, `${index}`, path),
        text: String(content),
      })),
  )
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  const said = biome(place)
  const changed = files
    .map((file) => ({ ...file, formatted: readFileSync(file.path, 'utf8') }))
    .filter(({ text, formatted }) => text !== formatted)
    .slice(0, 5)
    .map(({ asked, path, text, formatted }) => ({
      asked,
      path,
      ...firstDifference(text, formatted),
    }))
  return said === '' ? changed : [...changed, said]
}

function firstDifference(text: string, formatted: string) {
  const [ours, theirs] = [text.split('\n'), formatted.split('\n')]
  const at = ours.findIndex((line, index) => line !== theirs[index])
  return { ours: ours.slice(at, at + 4), theirs: theirs.slice(at, at + 4) }
}

/** Fixes what can be fixed, and returns what is left. */
function biome(place: string): string {
  const program = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const options = ['check', '--write', '--error-on-warnings', '--max-diagnostics=20', place]
  try {
    execFileSync(process.execPath, [program, ...options], { cwd: place, stdio: 'pipe' })
    return ''
  } catch (error) {
    return String((error as { stderr?: unknown }).stderr)
  }
}
