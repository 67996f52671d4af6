import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { told } from '../../test/support/told.ts'
import { collectOperations, operationsFolder } from '../graphql/collect.ts'
import { graphqlResources } from '../graphql/index.ts'
import { persistedPath } from '../graphql/persisted.ts'
import { buildGraphqlSchema } from '../graphql/schema.ts'
import { persistOf } from './persist.ts'

const documents = {
  'b.graphql': 'query Beta($id: ID!) { node(id: $id) { ...Part } }\nquery Alpha { __typename }',
  'shared/part.graphql': '# What is used by several.\nfragment Part on Node { globalId }',
}

async function projectWith(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'persist-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(dirname(join(folder, persistedPath)), { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, operationsFolder, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, text)
  }
  return {
    persist: (words: string[] = [], env: Record<string, string> = {}) =>
      told(persistOf(folder), words, env),
    written: () => readFile(join(folder, persistedPath), 'utf8'),
    write: (path: string, text: string) => writeFile(join(folder, path), text),
  }
}

test('the file in the repository matches the documents', async () => {
  const written = await readFile(persistedPath, 'utf8').catch(() => '{}\n')
  const fresh = await collectOperations(operationsFolder, buildGraphqlSchema(graphqlResources))
  expect(written === fresh, `${persistedPath} is stale: run the script graphql:persist`).toBe(true)
})

test('each operation is collected with its fragments, under the hash of its text', async () => {
  const { persist, written } = await projectWith(documents)

  expect(await persist()).toEqual({
    code: 0,
    stdout: `wrote ${persistedPath}, operations: 2\n`,
    stderr: '',
  })

  const operations = Object.entries<string>(JSON.parse(await written()))
  expect(operations.map(([, text]) => text)).toEqual([
    'query Alpha {\n  __typename\n}',
    'query Beta($id: ID!) {\n  node(id: $id) {\n    ...Part\n  }\n}\n\nfragment Part on Node {\n  globalId\n}',
  ])
  for (const [id, text] of operations) {
    expect(id).toBe(createHash('sha256').update(text).digest('hex'))
  }
})

test('how the documents are laid out and spread over files is all the same', async () => {
  const one = await projectWith(documents)
  const other = await projectWith({
    'z.graphql': Object.values(documents).toReversed().join('\r\n\r\n').replaceAll('{', '{\r\n'),
  })
  await one.persist()
  await other.persist()

  expect(await other.written()).toBe(await one.written())
})

test('notices when the file is stale', async () => {
  const { persist, write } = await projectWith(documents)

  expect(await persist(['--check'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('graphql:persist'),
  })
  await persist()
  expect(await persist(['--check'])).toEqual({ code: 0, stdout: '', stderr: '' })
  await write(`${operationsFolder}/b.graphql`, 'query Alpha { __typename }')
  expect(await persist(['--check'])).toMatchObject({ code: 1 })
})

test('where there are no documents, nothing is collected', async () => {
  const { persist, written } = await projectWith({})

  expect(await persist(['--check'])).toMatchObject({ code: 0 })
  expect(await persist()).toMatchObject({ stdout: `wrote ${persistedPath}, operations: 0\n` })
  expect(await written()).toBe('{}\n')
})

test.each([
  ['no GraphQL', 'query {', /Syntax Error.*operations\/a\.graphql:1:8/s],
  ['not of the schema', 'query A { nothing }', /"nothing".*operations\/a\.graphql:1:11/s],
  ['no operation', 'type A { b: Int }', /not executable/],
  ['without a name', 'query { __typename }', /operations\/a\.graphql has no name/],
  ['twice of one name', 'query A { __typename } query A { a: __typename }', /only one operation/],
])('refuses what is %s, and writes nothing', async (_, text, reason) => {
  const { persist, written } = await projectWith({ 'a.graphql': text })

  expect(await persist()).toMatchObject({ code: 1, stderr: expect.stringMatching(reason) })
  await expect(written()).rejects.toThrow('ENOENT')
})

test.each([
  ['GRAPHQL_MAX_DEPTH', '2', 'levels of fields'],
  ['GRAPHQL_MAX_TOKENS', '10', 'words and signs'],
])('refuses what would be refused by %s', async (variable, value, unit) => {
  const { persist } = await projectWith(documents)

  expect(await persist([], { [variable]: value })).toEqual({
    code: 1,
    stdout: '',
    stderr: `Beta: A request has at most ${value} ${unit}.\n`,
  })
})

test('knows no other words', async () => {
  const { persist } = await projectWith({})

  expect(await persist(['--chekc'])).toMatchObject({ code: 2 })
})
