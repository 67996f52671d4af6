import type { FieldModel } from './field-model.ts'
import type { ResourceNames } from './names.ts'
import type { LinkModel, ReferenceModel } from './relations.ts'

// The order of an import depends on the names in it, so it is found here and not in a template.

/** The names that a file of a slice imports from another, in the formatter's order. */
export interface SliceImports {
  /** `type Article, type ArticleChanges, createArticle, type NewArticle` */
  readonly service: string
  readonly factory: string
  /** `ArticleList, ArticleResponse, CreateArticleBody, …` */
  readonly schemas: string
  /** What the tests of the controller take from the schemas. */
  readonly testedSchemas: string
  /** What the table takes from the entity: one statement, or none. */
  readonly table: readonly string[]
}

export function sliceImports(
  { Resource, resource, file }: ResourceNames,
  fields: readonly FieldModel[],
  writable: readonly FieldModel[],
  isIncluding: boolean,
): SliceImports {
  const entity = [`type ${Resource}`, `create${Resource}`, `type New${Resource}`]
  const values = fields.flatMap(({ valueType }) => valueType?.name ?? [])
  return {
    table: values.length === 0 ? [] : [valuesImport(values, file)],
    service: sorted([...entity, `type ${Resource}Changes`]).join(', '),
    factory: sorted(entity).join(', '),
    testedSchemas: sorted([`${Resource}ListQuery`, `to${Resource}Response`]).join(', '),
    schemas: sorted([
      ...(writable.some(({ reader }) => reader) ? [`${resource}Readers`] : []),
      // With what it refers to, lists have a schema of their own.
      ...(isIncluding ? [] : [`${Resource}List`]),
      `${Resource}ListQuery`,
      `${Resource}Response`,
      `Create${Resource}Body`,
      `to${Resource}Response`,
      `Update${Resource}Body`,
    ]).join(', '),
  }
}

function valuesImport(values: readonly string[], file: string): string {
  return `import type { ${sorted(values).join(', ')} } from './${file}.ts'`
}

/** The import statements of the list of resources. */
export function resourceImports(
  resources: readonly (ResourceNames & {
    readonly servedReferences: readonly ReferenceModel[]
    readonly servedLinks: readonly LinkModel[]
    readonly versions: readonly { readonly file: string; readonly routes: string }[]
  })[],
): readonly string[] {
  const lines = resources.flatMap(
    ({ resources: name, collection, file, servedReferences, servedLinks, versions }) => [
      `import { ${name} } from './${collection}/index.ts'`,
      ...versions.map(
        (version) =>
          `import { ${version.routes} } from './${collection}/${version.file}.routes.ts'`,
      ),
      ...servedReferences.map(
        (reference) =>
          `import { ${reference.list.routes} } from './${collection}/${file}-by-${reference.file}.routes.ts'`,
      ),
      ...servedLinks.map((link) => {
        const names = sorted([link.links, link.backward.routes]).join(', ')
        return `import { ${names} } from './${collection}/${file}-${link.file}.routes.ts'`
      }),
    ],
  )
  return byPath([...lines, "import type { Resource } from './resource.ts'"])
}

/** The import statements of a registry of one file per slice: `articleGraphql` of `article.graphql.ts`. */
export function sliceImportsOf(
  resources: readonly ResourceNames[],
  file: string,
  suffix: string,
): readonly string[] {
  return byPath(
    resources.map(
      ({ resource, collection, file: own }) =>
        `import { ${resource}${suffix} } from '../resources/${collection}/${own}.${file}.ts'`,
    ),
  )
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

type Integration = {
  readonly file: string
  readonly key: string
  readonly Name: string
  readonly queued: readonly unknown[]
}

type Webhook = { readonly file: string; readonly key: string; readonly constant: string }

/** The import statements of the list of integrations. */
export function integrationImports(integrations: readonly Integration[]): readonly string[] {
  const isQueueing = integrations.some(({ queued }) => queued.length > 0)
  return inGroups([
    ...(isQueueing
      ? [
          "import type { JobQueue } from '../jobs/queue.ts'",
          "import { createQueueingTarget } from '../resilience/queueing.ts'",
        ]
      : []),
    "import { createTarget, type TargetParts } from '../resilience/target.ts'",
    "import type { IntegrationsConfig } from './config.ts'",
    ...integrations.flatMap(({ file, key, Name, queued }) => [
      `import { create${Name} } from './${file}/${file}.client.ts'`,
      ...(queued.length > 0 ? [`import { ${key}Jobs } from './${file}/${file}.jobs.ts'`] : []),
      `import type { ${Name} } from './${file}/${file}.ts'`,
    ]),
  ])
}

/** The import statements of the settings of integrations. */
export function settingsImports(integrations: readonly Integration[]): readonly string[] {
  return byPath(
    integrations.map(
      ({ file, key }) => `import { ${key}Settings } from './${file}/${file}.config.ts'`,
    ),
  )
}

/** The import statements of the list of webhooks. */
export function webhookImports(webhooks: readonly Webhook[]): readonly string[] {
  return byPath([
    "import type { Webhook } from './webhook.ts'",
    ...webhooks.map(
      ({ file, constant }) => `import { ${constant} } from './${file}/${file}.webhook.ts'`,
    ),
  ])
}

/** The import statements of the settings of webhooks. */
export function webhookSettingsImports(webhooks: readonly Webhook[]): readonly string[] {
  return byPath([
    "import { checkSecrets, readSecrets } from './secrets.ts'",
    ...webhooks.map(
      ({ file, key }) => `import { ${key}Settings } from './${file}/${file}.config.ts'`,
    ),
  ])
}

/** The import statements of what stores one of each, as a file of `test/contract/` has them. */
export function factoriesOf(resources: readonly ResourceNames[]): readonly string[] {
  return byPath(
    resources.map(
      ({ Resource, collection, file }) =>
        `import { store${Resource} } from '../../src/resources/${collection}/${file}.factory.ts'`,
    ),
  )
}

/** Packages first, then what is further up, then neighbours: each group by its paths. */
export function inGroups(lines: readonly string[]): string[] {
  const depth = (line: string) =>
    /'(\.\.\/)+/.exec(line)?.[0].length ?? (line.includes("'.") ? 0 : 99)
  return byPath(lines).sort((a, b) => depth(b) - depth(a))
}

export function byPath(lines: readonly string[]): string[] {
  const path = (line: string) => line.slice(line.indexOf("'"))
  return [...lines].sort((a, b) => compareText(path(a), path(b)))
}

export function sorted(names: readonly string[]): string[] {
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
