import type { Feature } from './feature.ts'

export const graphql: Feature = {
  name: 'graphql',
  summary: 'GraphQL beside REST, over the same services and rules',
  question: 'Add GraphQL beside REST?',
  flag: '--graphql',
  noFlag: '--no-graphql',
  default: false,
  layer: 'graphql',
  sliceFolders: ['graphql-resource'],
  linkFolders: ['graphql-many'],
  referenceFolders: ['graphql-reference'],
  documents: ['docs/schema.graphql', 'src/graphql/persisted.json'],
  automatic: false,
}
