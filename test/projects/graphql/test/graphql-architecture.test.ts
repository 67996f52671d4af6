import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { expect, it } from 'vitest'

// What a slice says for GraphQL goes through its service, or reads the lists of several at once. Whoever read the table there would pass by
// every rule that stands in the service, and the owner in every statement.

const may = [
  /^\.\.\/\.\.\/graphql\//,
  /^\.\.\/\.\.\/http\//,
  /^\.\/index\.ts$/,
  /^\.\/[a-z0-9-]+\.(policy|schemas|routes|lists|graphql)\.ts$/,
]

const root = join(import.meta.dirname, '..')
const paths = globSync('src/resources/*/*.graphql.ts', { cwd: root })

it.each(paths.map((path) => [path]))('%s sees its service, policy and schemas alone', (path) => {
  expect(forbiddenIn(path, readFileSync(join(root, path), 'utf8'))).toEqual([])
})

it.each([
  "import { createKyselyArticleRepository } from './article.repository.kysely.ts'",
  "import { sql } from 'kysely'",
  "import { users } from '../users/index.ts'",
  "export * from './article.table.ts'",
])('finds %s', (text) => {
  expect(forbiddenIn('src/resources/articles/article.graphql.ts', text)).toHaveLength(1)
})

function forbiddenIn(path: string, text: string): string[] {
  const { staticImports, staticExports } = parseSync(path, text).module
  const targets = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
    ),
  ]
  return targets.filter((target) => !may.some((allowed) => allowed.test(target)))
}
