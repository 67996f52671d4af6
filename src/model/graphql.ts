import { byPath, sorted } from './imports.ts'
import type { ResourceModel } from './slices.ts'

/** What the file of a resource for GraphQL says, where it depends on names. */
export interface GraphqlModel {
  /** The import statements, in the formatter's order. */
  readonly imports: readonly string[]
  /** `{ author: { id: 'authorId', type: 'User' } }` */
  readonly references: string
}

/** Of a slice whose relations are not settled yet. */
export const noGraphql: GraphqlModel = { imports: [], references: '{}' }

export function graphqlModel({
  Resource,
  resource,
  file,
  merging,
  writableFields,
  servedReferences,
}: ResourceModel): GraphqlModel {
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
  return {
    // What comes from further away stands first.
    imports: [
      "import { graphqlResource } from '../../graphql/resource.ts'",
      ...merging.imports,
      ...(hasReaders ? ["import * as wire from '../../http/wire.ts'"] : []),
      ...byPath([
        `import { ${resource}ServiceOn } from './index.ts'`,
        `import { ${resource}Policy } from './${file}.policy.ts'`,
        `import { ${schemas.join(', ')} } from './${file}.schemas.ts'`,
      ]),
    ],
    references: references.length === 0 ? '{}' : `{ ${references.join(', ')} }`,
  }
}
