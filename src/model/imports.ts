import type { ResourceNames } from './names.ts'

// The order of an import depends on the names in it, so it is found here and not in a template.

/** The names that a file of a slice imports from another, in the formatter's order. */
export interface SliceImports {
  /** `type Article, type ArticleChanges, createArticle, type NewArticle` */
  readonly service: string
  readonly factory: string
  /** `ArticleList, ArticleResponse, CreateArticleBody, …` */
  readonly schemas: string
}

export function sliceImports({ Resource }: ResourceNames): SliceImports {
  const entity = [`type ${Resource}`, `create${Resource}`, `type New${Resource}`]
  return {
    service: sorted([...entity, `type ${Resource}Changes`]).join(', '),
    factory: sorted(entity).join(', '),
    schemas: sorted([
      `${Resource}List`,
      `${Resource}Response`,
      `Create${Resource}Body`,
      `to${Resource}Response`,
      `Update${Resource}Body`,
    ]).join(', '),
  }
}

/** The import statements of the list of resources. */
export function resourceImports(resources: readonly ResourceNames[]): readonly string[] {
  const lines = resources.map(
    ({ resources: name, collection }) => `import { ${name} } from './${collection}/index.ts'`,
  )
  return byPath([...lines, "import type { Resource } from './resource.ts'"])
}

/** The import statements of the list of tables. */
export function tableImports(resources: readonly ResourceNames[]): readonly string[] {
  return byPath(
    resources.map(
      ({ Resource, collection, file }) =>
        `import type { ${Resource}Table } from '../resources/${collection}/${file}.table.ts'`,
    ),
  )
}

function byPath(lines: readonly string[]): string[] {
  const path = (line: string) => line.slice(line.indexOf("'"))
  return [...lines].sort((a, b) => compareText(path(a), path(b)))
}

function sorted(names: readonly string[]): string[] {
  const bare = (name: string) => name.replace(/^type /, '')
  return [...names].sort((a, b) => compareText(bare(a), bare(b)))
}

/** As the formatter does: by letters without regard to case, by the value of numbers. */
export function compareText(a: string, b: string): number {
  const left = a.match(/\d+|\D/g) ?? []
  const right = b.match(/\d+|\D/g) ?? []
  for (const [index, part] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (part === other) continue
    const difference = Number(part) - Number(other)
    if (difference) return difference
    const [key, otherKey] = [sortKey(part), sortKey(other)]
    if (key !== otherKey) return key < otherKey ? -1 : 1
    return part < other ? -1 : 1
  }
  return left.length - right.length
}

/** A folder stands before what begins with its name, and separators stand before everything. */
function sortKey(part: string): string {
  const separator = '/.-'.indexOf(part)
  return separator < 0 ? part.toLowerCase() : String.fromCharCode(separator)
}
