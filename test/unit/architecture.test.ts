import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'

const repository = join(import.meta.dirname, '../..')

/** The rooms that may touch the outside: disk, processes, the terminal. */
const outside =
  /^src\/(commit|steps|cli)\b|^src\/(cli|package)\.ts$|^src\/render\/((templates|compile)\.ts$|overrides\/)|^src\/manifest\/file\.ts$/
const outsideModules =
  /^(node:)?(fs|fs\/promises|child_process|net|http|https|os)$|^(fs-extra|execa|tar|inquirer|@inquirer\/.*)$/

interface Module {
  readonly path: string
  readonly source: string
}

describe('the dependency rule', () => {
  const modules = ['src', 'generators'].flatMap(modulesBelow)

  test.each(modules.map((module) => [module.path, module] as const))('%s', (_path, module) => {
    expect(violations(module)).toEqual([])
  })

  test('planted violations are found', () => {
    const planted = (path: string, source: string) => violations({ path, source })
    expect(
      planted('src/merge/x.ts', "import { a } from '../../generators/resource/index.ts'"),
    ).toEqual(['only src/cli may load generators: ../../generators/resource/index.ts'])
    expect(planted('src/model/x.ts', "import { readFile } from 'node:fs/promises'")).toEqual([
      'only render/templates, commit, steps and cli touch the outside: node:fs/promises',
    ])
    expect(planted('src/model/x.ts', "const fs = await import('fs-extra')")).toEqual([
      'only render/templates, commit, steps and cli touch the outside: fs-extra',
    ])
    expect(planted('src/render/x.ts', "export const name = 'Fastify'")).toEqual([
      'the engine never says "fastify"',
    ])
  })
})

function violations({ path, source }: Module): string[] {
  const found: string[] = []
  for (const specifier of imported(path, source)) {
    const target = specifier.startsWith('.')
      ? posix.join(posix.dirname(path), specifier)
      : specifier
    if (target.startsWith('generators/') && path.startsWith('src/') && !path.startsWith('src/cli'))
      found.push(`only src/cli may load generators: ${specifier}`)
    if (path.startsWith('src/') && outsideModules.test(target) && !outside.test(path))
      found.push(`only render/templates, commit, steps and cli touch the outside: ${specifier}`)
  }
  // Names that the templates use are reserved, whatever they are names of.
  if (/^src\/model\/(?:reserved|generated-names)\.ts$/.test(path)) return found
  for (const word of ['fastify', 'kysely'])
    if (path.startsWith('src/') && source.toLowerCase().includes(word))
      found.push(`the engine never says "${word}"`)
  return found
}

/** Every static and every literal dynamic import that is not of types alone. */
function imported(path: string, source: string): string[] {
  const { module, errors } = parseSync(path, source)
  expect(errors).toEqual([])
  const fixed = module.staticImports
    .filter((entry) => entry.entries.length === 0 || entry.entries.some((name) => !name.isType))
    .map((entry) => entry.moduleRequest.value)
  const passedOn = module.staticExports.flatMap((entry) =>
    entry.entries.flatMap((name) =>
      name.moduleRequest && !name.isType ? [name.moduleRequest.value] : [],
    ),
  )
  const late = module.dynamicImports.map(({ moduleRequest }) =>
    source.slice(moduleRequest.start, moduleRequest.end).replace(/^['"]|['"]$/g, ''),
  )
  return [...fixed, ...passedOn, ...late]
}

function modulesBelow(folder: string): Module[] {
  return readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
    .map((path) => ({ path, source: readFileSync(join(repository, path), 'utf8') }))
}
