import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
// @ts-expect-error: a script of the build, without types
import { validatorPath, validatorSource } from '../../scripts/schema-validator.js'
import { UserError } from '../../src/errors.ts'
import { findProjectRoot, readManifest } from '../../src/manifest/file.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { nextStamp, stampTime } from '../../src/manifest/stamp.ts'
import { features } from '../../src/model/features.ts'
import { packageManagerNames } from '../../src/model/package-managers.ts'
import { formatWithBiome } from './support/biome.ts'
import { articles, manifestWith } from './support/manifests.ts'

const folder = mkdtempSync(join(tmpdir(), 'manifest-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const full = manifestWith({
  features: { docker: true, 'github-ci': false },
  history: [
    articles,
    { ...articles, at: '20261122T093001Z', name: 'comment', fields: 'text:text' },
  ],
})

function refusal(run: () => unknown): UserError {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(UserError)
    return error as UserError
  }
  throw new Error('it was not refused')
}

const parse = (text: string) => parseManifest(text, { version: '1.0.0' })

describe('serializeManifest', () => {
  test('is read as it was written, whatever the order of the keys', () => {
    const text = serializeManifest(full)
    const { history, version, ...rest } = JSON.parse(text)
    const shuffled = { history, ...rest, version } as Manifest
    expect(serializeManifest(parse(text))).toBe(text)
    expect(serializeManifest(shuffled)).toBe(text)
    expect(Object.keys(JSON.parse(text))).toEqual([
      '$schema',
      'version',
      'name',
      'features',
      'packageManager',
      'history',
    ])
  })

  test('is formatted as the formatter does it', () => {
    const texts = [serializeManifest(full), serializeManifest(manifestWith())]
    expect(formatWithBiome(texts, 'json')).toEqual(texts)
  })

  test('a feature that is undefined is left out', () => {
    const manifest = { ...full, features: { vendored: undefined } } as unknown as Manifest
    expect(serializeManifest(manifest)).toContain('"features": {}')
  })
})

describe('parseManifest', () => {
  const text = serializeManifest(full)
  const change = (from: string | RegExp, to: string) => {
    const changed = text.replace(from, to)
    expect(changed).not.toBe(text)
    return changed
  }

  test('takes what it wrote, a byte order mark and Windows line ends included', () => {
    const { $schema, ...manifest } = parse(text)
    expect(manifest).toEqual(full)
    expect(parse(`\ufeff${text.replaceAll('\n', '\r\n')}`).history).toHaveLength(2)
  })

  test.each<[string, string, string, string]>([
    ['an empty file', '', 'alex.json:1:1', 'not JSON'],
    ['a missing comma', change('"1.0.0",', '"1.0.0"'), 'alex.json:4:3', 'a comma is missing'],
    [
      'a comma too many',
      change('"docker": true', '"docker": true,,'),
      'alex.json:6:20',
      'a key in double quotes',
    ],
    ['a comment', change('"history"', '// x\n"history"'), 'alex.json:10:3', 'cannot have comments'],
    [
      'a missing bracket',
      text.trimEnd().slice(0, -1),
      'alex.json:24:1',
      'a } or a comma is missing',
    ],
    [
      'quotes that are not closed',
      change('"my-api"', '"my-api'),
      'alex.json:4:11',
      'quotes are not closed',
    ],
    ['something behind it', `${text}x`, 'alex.json:25:1', 'not JSON'],
    ['a list', '[]', 'alex.json:1:1', 'The file must be an object'],
    ['a word', 'null', 'alex.json:1:1', 'The file must be an object'],
    [
      'a key twice',
      change('"name": "my-api"', '"name": "my-api",\n  "name": "x"'),
      'alex.json:5:3',
      'name is there twice',
    ],
    [
      'an unknown key',
      change('"history"', '"histroy": 1, "history"'),
      'alex.json:10:3',
      'histroy is not a known key. Did you mean history?',
    ],
    [
      'a key of nobody',
      change('"history"', '"zebra": 1, "history"'),
      'alex.json:10:3',
      'Known: $schema, version, name, features, packageManager, overrides, history',
    ],
    [
      '__proto__',
      change('"history"', '"__proto__": {"x": 1}, "history"'),
      'alex.json:10:3',
      '__proto__ is not a known key',
    ],
    [
      'an unknown feature',
      change('"docker"', '"doker"'),
      'alex.json:6:5',
      'features.doker is not a known key. Did you mean docker?',
    ],
    [
      'an unknown key of an operation',
      change('"fields": "text:text"', '"fields": "text:text", "filds": 1'),
      'alex.json:21:30',
      'history[1].filds is not a known key. Did you mean fields?',
    ],
    [
      'a missing key',
      change(/ {2}"packageManager".*\n/, ''),
      'alex.json:1:1',
      'packageManager is missing. Write, for instance: "packageManager": "npm"',
    ],
    [
      'a missing key of an operation',
      change(',\n      "fields": "text:text"', ''),
      'alex.json:17:5',
      'history[1].fields is missing',
    ],
    [
      'no field of a resource',
      change('"fields": "text:text"', '"fields": " "'),
      'alex.json:21:17',
      'history[1].fields is empty (resource comment): say at least one, like "title:string".',
    ],
    [
      'no field of a part',
      change(
        /"run": "resource",(\s+"name": "comment",\s+"fields": )"text:text"/,
        '"run": "service",$1""',
      ),
      'alex.json:21:17',
      'history[1].fields is empty (service comment): say at least one, like "title:string", or leave',
    ],
    [
      'a wrong type',
      change('"docker": true', '"docker": "yes"'),
      'alex.json:6:15',
      'features.docker must be true or false',
    ],
    [
      'a list that is none',
      change(/"history": \[[\s\S]*\]/, '"history": {}'),
      'alex.json:10:14',
      'history must be a list',
    ],
    ['a number for text', change('"my-api"', '7'), 'alex.json:4:11', 'name must be text'],
    [
      'a word of no list',
      change('"npm"', '"nmp"'),
      'alex.json:9:21',
      'packageManager must be one of "npm", "pnpm", "yarn", "bun"',
    ],
    [
      'an unknown generator',
      change('"resource"', '"table"'),
      'alex.json:13:14',
      'history[0].run must be one of "resource", "repository", "service", "controller", "migration"',
    ],
    [
      'a controller with fields',
      change('"resource"', '"controller"'),
      'alex.json:15:17',
      'history[0].fields is not a key of a controller',
    ],
    [
      'a repository without fields',
      change('"resource"', '"repository"').replace(/,\s+"fields": "title[^\n]*/, ''),
      'alex.json:11:5',
      'history[0].fields is missing',
    ],
    [
      'a version that is none',
      change('"1.0.0"', '"one"'),
      'alex.json:3:14',
      'version must be a version, like "1.0.0"',
    ],
    [
      'a name that npm refuses',
      change('"my-api"', '"My API"'),
      'alex.json:4:11',
      'name must be small letters',
    ],
    ['a name that is taken', change('"my-api"', '"fs"'), 'alex.json:4:11', 'name cannot be "fs"'],
    [
      'a stamp of another shape',
      change('20261122T093000Z', '2026-11-22'),
      'alex.json:12:13',
      'history[0].at must be a time in UTC',
    ],
    [
      'a day that does not exist',
      change('20261122T093000Z', '20260230T093000Z'),
      'alex.json:12:13',
      'history[0].at is not a real time',
    ],
    [
      'a time twice',
      change('20261122T093001Z', '20261122T093000Z'),
      'alex.json:18:13',
      'history[1].at is there twice',
    ],
    [
      'a time that goes back',
      change('20261122T093001Z', '20251122T093001Z'),
      'alex.json:18:13',
      'before the operation above it',
    ],
    [
      'a resource with hostile text',
      change('"comment"', '"`x`"'),
      'alex.json:20:15',
      'history[1].name must be a name of letters',
    ],
  ])('%s', (_, broken, where, message) => {
    const error = refusal(() => parse(broken))
    expect(error.message).toContain(message)
    expect(error.where).toBe(where)
    expect(error.help).toBeTruthy()
    expect(error.exitCode).toBe(1)
  })

  test('the other mistakes are in the help', () => {
    const error = refusal(() =>
      parse(change('"npm"', '"nmp"').replace('"docker": true', '"docker": 1')),
    )
    expect(error.message).toContain('features.docker')
    expect(error.help).toContain('alex.json:9:21 packageManager must be')
  })

  test('another version is refused before anything else, and both are named', () => {
    const newer = change('"1.0.0"', '"2.1.0"').replace('"docker"', '"of-tomorrow"')
    const error = refusal(() => parse(newer))
    expect(error.message).toContain('create-alex-api 2.1.0, and 1.0.0 is running')
    expect(error.where).toBe('alex.json:3:14')
    expect(error.help).toContain('npx create-alex-api@2.1.0')
    const vendored = refusal(() => parse(newer.replace('"of-tomorrow"', '"vendored"')))
    expect(vendored.help).toContain('npx plop')
    expect(vendored.help).not.toContain('@')
  })

  test('long and hostile keys are shortened', () => {
    const key = `\u202e${'x'.repeat(10_000)}`
    const error = refusal(() => parse(change('"history"', `${JSON.stringify(key)}: 1, "history"`)))
    expect(error.message.length).toBeLessThan(200)
    expect(error.message).toMatch(/^[\x20-\x7e]+$/)
  })
})

describe('the file', () => {
  test('is found from any folder of the project', async () => {
    const deep = join(folder, 'project/src/deep')
    mkdirSync(deep, { recursive: true })
    writeFileSync(join(folder, 'project/alex.json'), serializeManifest(full))
    expect(findProjectRoot(deep)).toBe(join(folder, 'project'))
    expect(findProjectRoot(folder)).toBeUndefined()
    expect(await readManifest(join(folder, 'project'), '1.0.0')).toMatchObject(full)
  })

  test('a missing one, and one that is no file, say what to do', async () => {
    const missing = await readManifest(folder, '1.0.0').catch((error) => error)
    expect(missing).toBeInstanceOf(UserError)
    expect(missing.help).toContain('npx create-alex-api')
    mkdirSync(join(folder, 'odd/alex.json'), { recursive: true })
    const odd = await readManifest(join(folder, 'odd'), '1.0.0').catch((error) => error)
    expect(odd).toBeInstanceOf(UserError)
    expect(odd.message).toContain('EISDIR')
  })
})

describe('nextStamp', () => {
  const at = (...stamps: string[]) => stamps.map((stamp) => ({ at: stamp }))

  test.each([
    [at(), '2026-11-22T09:30:00.999Z', '20261122T093000Z'],
    [at('20261122T093000Z'), '2026-11-22T09:30:05Z', '20261122T093005Z'],
    [at('20261122T093000Z'), '2026-11-22T09:30:00.500Z', '20261122T093001Z'],
    [at('20261122T093000Z'), '2020-01-01T00:00:00Z', '20261122T093001Z'],
    [at('20261231T235959Z'), '2026-12-31T23:59:59Z', '20270101T000000Z'],
    [at('20261122T093000Z', '20261122T093007Z'), '2026-11-22T09:30:00Z', '20261122T093008Z'],
  ])('after %j at %s: %s', (history, now, stamp) => {
    expect(nextStamp(history, new Date(now))).toBe(stamp)
  })

  test('never has a year of five digits, which no manifest could hold', () => {
    expect(nextStamp(at('99991231T235958Z'), new Date(0))).toBe('99991231T235959Z')
    expect(() => nextStamp(at('99991231T235959Z'), new Date(0))).toThrow(
      expect.objectContaining({ where: 'alex.json, 99991231T235959Z' }),
    )
  })

  test('twenty in one second are twenty', () => {
    const history: { at: string }[] = []
    for (let i = 0; i < 20; i++) history.push({ at: nextStamp(history, new Date(0)) })
    const stamps = history.map((operation) => operation.at)
    expect(new Set(stamps).size).toBe(20)
    expect([...stamps].sort()).toEqual(stamps)
  })

  test.each([
    '20260230T000000Z',
    '20261301T000000Z',
    '20261122T240000Z',
    '20261122T093060Z',
    '',
    'x',
  ])('%j is no time', (stamp) => expect(stampTime(stamp)).toBeUndefined())
})

describe('the schema', () => {
  const schema = JSON.parse(readFileSync('schema/alex.schema.json', 'utf8'))

  test('the validator is fresh: run node scripts/schema-validator.js', () => {
    expect(readFileSync(validatorPath, 'utf8')).toBe(validatorSource())
  })

  test('knows the features and package managers that the model knows', () => {
    const known = Object.keys(schema.properties.features.properties)
    expect(known).toEqual(features.map(({ name }) => name))
    expect(schema.properties.packageManager.enum).toEqual(packageManagerNames)
  })
})
