import { buildSchema, findBreakingChanges, lexicographicSortSchema, printSchema } from 'graphql'
import { graphqlResources } from './index.ts'
import { buildGraphqlSchema } from './schema.ts'

export const sdlPath = 'docs/schema.graphql'
/** The schema of the last release: what clients rely on. */
export const releasedSdlPath = 'docs/schema.released.graphql'

/** The schema as it is in the code, as the text of its file. */
export async function renderSdl(): Promise<string> {
  return `${printSchema(lexicographicSortSchema(buildGraphqlSchema(graphqlResources)))}\n`
}

/** What would break the clients of the one schema, where the other is served instead. */
export function breakingSdlChanges(released: string, now: string): string[] {
  return findBreakingChanges(buildSchema(released), buildSchema(now)).map(
    ({ description }) => description,
  )
}
