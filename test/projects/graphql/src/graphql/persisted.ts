import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations'
import type { GraphQLParams, Plugin } from 'graphql-yoga'
import { ConfigError } from '../config.ts'
import type { Asked } from './context.ts'
import { refusal } from './errors.ts'

// Operations that clients have had collected beforehand, and ask for by their ids. Beside the code, not
// with the documents: the build takes it along.

export const persistedPath = 'src/graphql/persisted.json'

/** The texts of operations, by id. */
export type PersistedOperations = ReadonlyMap<string, string>

/** The id of an operation: what clients compute of its text, too. */
export function persistedIdOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What was collected; nothing where nothing was. */
export function readPersisted(
  file: URL | string = new URL('./persisted.json', import.meta.url),
): PersistedOperations {
  try {
    return new Map(Object.entries<string>(JSON.parse(readFileSync(file, 'utf8'))))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw new ConfigError([
      {
        variable: 'GRAPHQL_PERSISTED_ONLY',
        problem: `is about ${persistedPath}, which cannot be read: ${(error as Error).message}`,
        expected: 'what the script graphql:persist writes',
      },
    ])
  }
}

/**
 * Answers ids with their operations, and refuses everything else where that is asked for: before a
 * word of it is parsed.
 *
 * @throws ConfigError where nothing else would be answered, and there are none
 */
export function persisting(
  operations: PersistedOperations,
  { isPersistedOnly }: { readonly isPersistedOnly: boolean },
): Plugin<Asked> {
  if (isPersistedOnly && operations.size === 0) {
    throw new ConfigError([
      {
        variable: 'GRAPHQL_PERSISTED_ONLY',
        problem: `is true, and ${persistedPath} has no operation: nothing could be asked`,
        expected: 'operations that the script graphql:persist has collected, or false',
      },
    ])
  }
  const required = () =>
    refusal(
      'persisted_operation_required',
      'Only operations that were collected may be asked for, by id.',
    )
  const { onParams } = usePersistedOperations({
    allowArbitraryOperations: !isPersistedOnly,
    getPersistedOperation: (id) => operations.get(id) ?? null,
    extractPersistedOperationId: idOf,
    customErrors: {
      // In the words that clients know, which then send the whole text where they may.
      notFound: () => refusal('persisted_operation_unknown', 'PersistedQueryNotFound'),
      keyNotFound: required,
      persistedQueryOnly: required,
    },
  })
  return {
    onParams(payload) {
      const { params, request, context } = payload
      // What is wrong with it is then told as it is without any of this.
      if (!isPersistedOnly && idOf(params, request, context) === null) return
      return onParams?.(payload)
    },
  }
}

/**
 * What a request says: `documentId` as the draft of GraphQL over HTTP has it, or what Apollo's clients
 * send among the extensions.
 */
function idOf(params: GraphQLParams, _request: Request, context: object): string | null {
  const { query } = (context as Asked).own.request
  const { documentId: asked } = query as { readonly documentId?: string }
  const { documentId = asked, extensions } = params as {
    readonly documentId?: unknown
    readonly extensions?: { readonly persistedQuery?: { version?: unknown; sha256Hash?: unknown } }
  }
  const { version, sha256Hash } = extensions?.persistedQuery ?? {}
  const id = documentId ?? (version === 1 ? sha256Hash : undefined)
  return typeof id === 'string' ? id.replace(/^sha256:/, '') : null
}
