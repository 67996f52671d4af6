import { byPath, sorted } from './imports.ts'
import type { KnownResource, LinkModel, ReferenceModel } from './relations.ts'
import type { ResourceModel } from './slices.ts'
import { camelCase } from './words.ts'

/** What the file of a resource for GraphQL says, where it depends on names. */
export interface GraphqlModel {
  /** The import statements, in the formatter's order. */
  readonly imports: readonly string[]
  /** `{ author: { id: 'authorId', type: 'User' } }` */
  readonly references: string
  /** `[articlesByAuthorGraphql, articleTopicsGraphql]` */
  readonly relations: string
  /** What the files of its links and references say, by the names of those. */
  readonly links: Readonly<Record<string, GraphqlRelation>>
  readonly lists: Readonly<Record<string, GraphqlRelation>>
}

/** What the file of a relation says. */
export interface GraphqlRelation {
  /** `articles`: the field of the other type. */
  readonly below: string
  /** `(db)`, or `(db, caller)` where it is asked who calls; `, principalOf(caller).id`. */
  readonly parameters: string
  readonly owner: string
}

/** Of a slice whose relations are not settled yet. */
export const noGraphql: GraphqlModel = {
  imports: [],
  references: '{}',
  relations: '[]',
  links: {},
  lists: {},
}

/**
 * What GraphQL needs to know of a resource.
 *
 * @param all every resource: fields have to be free in the type that they are added to
 */
export function graphqlModel(slice: ResourceModel, all: readonly ResourceModel[]): GraphqlModel {
  const { Resource, resource, file, merging, writableFields, servedReferences, servedLinks } = slice
  const hasReaders = writableFields.some(({ reader }) => reader !== null)
  const schemas = sorted([
    ...(hasReaders ? [`${resource}Readers`] : []),
    `${Resource}ListQuery`,
    `${Resource}Response`,
    `Create${Resource}Body`,
    `to${Resource}Response`,
    `Update${Resource}Body`,
  ])
  const references = servedReferences.map(
    ({ name, idName, target }) => `${name}: { id: '${idName}', type: '${target.Resource}' }`,
  )
  const relations = [
    ...servedLinks.map((link) => [`${link.links}Graphql`, `${file}-${link.file}`] as const),
    ...servedReferences.map(
      (reference) => [`${reference.list.routes}Graphql`, `${file}-by-${reference.file}`] as const,
    ),
  ]
  return {
    // What comes from further away stands first.
    imports: [
      "import { graphqlResource } from '../../graphql/resource.ts'",
      ...merging.imports,
      ...(hasReaders ? ["import * as wire from '../../http/wire.ts'"] : []),
      ...byPath([
        ...relations.map(([name, from]) => `import { ${name} } from './${from}.graphql.ts'`),
        `import { ${resource}ServiceOn } from './index.ts'`,
        `import { ${resource}Policy } from './${file}.policy.ts'`,
        `import { ${schemas.join(', ')} } from './${file}.schemas.ts'`,
      ]),
    ],
    references: references.length === 0 ? '{}' : `{ ${references.join(', ')} }`,
    relations: `[${sorted(relations.map(([name]) => name)).join(', ')}]`,
    links: Object.fromEntries(
      servedLinks.map((link) => [
        link.file,
        relationModel(link.target, link.backward, link.folders.includes('many-owned'), all),
      ]),
    ),
    lists: Object.fromEntries(
      servedReferences.map((reference) => [
        reference.file,
        relationModel(reference.target, reference.list, slice.accessWord === 'owner', all),
      ]),
    ),
  }
}

function relationModel(
  target: KnownResource,
  list: Pick<LinkModel['backward'], 'last' | 'routes'>,
  isOwned: boolean,
  all: readonly ResourceModel[],
): GraphqlRelation {
  return {
    below: freeField(target, list, all),
    parameters: isOwned ? '(db, caller)' : '(db)',
    owner: isOwned ? ', principalOf(caller).id' : '',
  }
}

/** What every type has. */
const common = ['id', 'globalId', 'createdAt', 'updatedAt', 'version', 'ownerId', 'deletedAt']

/**
 * The name of a list below what a relation leads to: that of its path, unless the type has such a field
 * of its own.
 */
function freeField(
  target: KnownResource,
  { last, routes }: Pick<ReferenceModel['list'], 'last' | 'routes'>,
  all: readonly ResourceModel[],
): string {
  const own = all.find(({ file }) => file === target.file)
  const taken = new Set([
    ...common,
    ...[...(own?.fields ?? []), ...(own?.references ?? []), ...(own?.links ?? [])].map(
      ({ name }) => name,
    ),
    ...(own?.references ?? []).map(({ idName }) => idName),
  ])
  const short = camelCase(last.split('-'))
  const wanted = [short, routes, `${routes}List`].find((name) => !taken.has(name))
  return wanted ?? `${routes}Listed`
}
