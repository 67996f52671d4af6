import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { run } from '../../test/support/process.ts'
import { told } from '../../test/support/told.ts'
import { documentPath, openapiOf, releasedPath, renderOpenapi, staleMessage } from './openapi.ts'

test('the document in the repository matches the routes', async () => {
  const written = await readFile(documentPath, 'utf8').catch(() => '')
  expect(written === (await renderOpenapi()), staleMessage).toBe(true)
})

test('the command writes the document and notices when it is stale', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'openapi-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const openapi = (...words: string[]) => told(openapiOf(folder), words)

  expect(await openapi('--check')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`${staleMessage}\n`),
  })
  // As a process of its own, it ends by itself.
  expect(await run('src/commands/openapi.ts', [], {}, folder).exit).toBe(0)
  expect(await openapi('--check')).toMatchObject({ code: 0, stdout: '' })

  expect(await openapi('--release')).toMatchObject({ code: 0 })
  const released = await readFile(join(folder, releasedPath), 'utf8')
  expect(released).toBe(await readFile(join(folder, documentPath), 'utf8'))

  const path = join(folder, documentPath)
  await writeFile(path, (await readFile(path, 'utf8')).replace('"paths"', '"path"'))
  expect(await openapi('--check')).toMatchObject({ code: 1 })
  expect(await openapi('--chekc')).toMatchObject({ code: 2 })
})
