import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/connection.ts'
import { openapiDocument } from '../http/openapi.ts'
import { createLifecycle } from '../lifecycle.ts'
import { createLogger } from '../observability/logger.ts'
import { systemClock } from '../shared/clock.ts'
import { newId } from '../shared/id.ts'
import { type Program, runAsProgram } from './program.ts'

export const documentPath = 'docs/openapi.json'
/** The document of the last release: what clients rely on. */
export const releasedPath = 'docs/openapi.released.json'
export const staleMessage = `${documentPath} does not match the routes: run \`npm run openapi\``

/**
 * The document of the routes as they are in the code, as the text of its file. It depends on nothing
 * else: not on the environment, and not on a database, of which none is opened.
 */
export async function renderOpenapi(): Promise<string> {
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: 'postgres://never-connected/',
    CURSOR_SECRET: randomBytes(32).toString('base64'),
  })
  const logger = await createLogger(config)
  const database = await openDatabase(config, logger)
  const lifecycle = createLifecycle()
  const app = await buildApp({ config, logger, database, lifecycle, clock: systemClock, newId })
  const document = await openapiDocument(app.api)
  await app.close()
  await database.close()
  return `${JSON.stringify(document, null, 2)}\n`
}

/** The files that each of the flags writes; `--check` writes none. */
const written = new Map([
  ['', [documentPath]],
  ['--release', [documentPath, releasedPath]],
  ['--check', []],
])

/** The program, for the project in a folder. */
export const openapiOf =
  (folder: string): Program =>
  async (words, { out, err }) => {
    const paths = written.get(words.join())
    if (!paths) {
      err('Usage: node src/commands/openapi.ts [--check | --release]\n')
      return 2
    }
    const fresh = await renderOpenapi()
    if (words.join() === '--check') {
      if ((await readFile(join(folder, documentPath), 'utf8').catch(() => '')) === fresh) return 0
      err(`${staleMessage}\n`)
      return 1
    }
    await mkdir(join(folder, 'docs'), { recursive: true })
    for (const path of paths) {
      await writeFile(join(folder, path), fresh)
      out(`wrote ${path}\n`)
    }
    return 0
  }

await runAsProgram(import.meta.url, openapiOf('.'))
