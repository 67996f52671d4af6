import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { CollectError, collectOperations, operationsFolder } from '../graphql/collect.ts'
import { graphqlResources } from '../graphql/index.ts'
import { persistedPath } from '../graphql/persisted.ts'
import { buildGraphqlSchema } from '../graphql/schema.ts'
import { type Program, runAsProgram } from './program.ts'

/** The program, for the project in a folder. */
export const persistOf =
  (folder: string): Program =>
  async (words, { env, out, err }) => {
    const flag = words.join()
    if (!['', '--check'].includes(flag)) {
      err('Usage: node src/commands/persist.ts [--check]\n')
      return 2
    }
    const { limits } = readConfig(env, undefined, (it) => it.startsWith('GRAPHQL_')).graphql
    const path = join(folder, persistedPath)
    try {
      const schema = buildGraphqlSchema(graphqlResources)
      const fresh = await collectOperations(join(folder, operationsFolder), schema, limits)
      if (flag === '--check') {
        if ((await readFile(path, 'utf8').catch(() => '{}\n')) === fresh) return 0
        err(
          `${persistedPath} does not match ${operationsFolder}/: run the script graphql:persist\n`,
        )
        return 1
      }
      await writeFile(path, fresh)
      out(`wrote ${persistedPath}, operations: ${Object.keys(JSON.parse(fresh)).length}\n`)
      return 0
    } catch (error) {
      if (!(error instanceof CollectError)) throw error
      err(`${error.message}\n`)
      return 1
    }
  }

await runAsProgram(import.meta.url, persistOf('.'))
