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
export const staleMessage = staleMessageOf(documentPath)

function staleMessageOf(path: string): string {
  return `${path} does not match the routes: run \`npm run openapi\``
}

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

/** What is written from the running code, and what a release keeps of it. */
const documents = [
  // One line each.
  { path: documentPath, releasedPath, render: renderOpenapi },
]

const flags = ['', '--release', '--check']

/** The program, for the project in a folder. */
export const openapiOf =
  (folder: string): Program =>
  async (words, { out, err }) => {
    const flag = words.join()
    if (!flags.includes(flag)) {
      err('Usage: node src/commands/openapi.ts [--check | --release]\n')
      return 2
    }
    let stale = 0
    for (const { path, releasedPath, render } of documents) {
      const fresh = await render()
      if (flag === '--check') {
        if ((await readFile(join(folder, path), 'utf8').catch(() => '')) === fresh) continue
        err(`${staleMessageOf(path)}\n`)
        stale += 1
        continue
      }
      await mkdir(join(folder, 'docs'), { recursive: true })
      for (const target of flag === '--release' ? [path, releasedPath] : [path]) {
        await writeFile(join(folder, target), fresh)
        out(`wrote ${target}\n`)
      }
    }
    return stale > 0 ? 1 : 0
  }

await runAsProgram(import.meta.url, openapiOf('.'))
