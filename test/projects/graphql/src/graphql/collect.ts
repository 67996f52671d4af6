import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  concatAST,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  Source,
  separateOperations,
  validate,
} from 'graphql'
import { beyondLimits, limitExceeded, type QueryLimits } from './limits.ts'
import { persistedIdOf } from './persisted.ts'

/** Where the documents of clients are: operations, and fragments that all of them may use. */
export const operationsFolder = 'operations'

/** The documents of a project cannot be collected. The message names every reason. */
export class CollectError extends Error {
  override readonly name = 'CollectError'

  constructor(problems: readonly string[]) {
    super(problems.join('\n\n'))
  }
}

/**
 * The text of the file of persisted operations, for the documents in a folder: each operation with the
 * fragments that it uses, as graphql-js prints it, under the hash of that.
 *
 * @param limits what a request may ask for; without them everything may be collected
 * @throws CollectError for what is not of the schema, has no name, or could not be asked for
 */
export async function collectOperations(
  folder: string,
  schema: GraphQLSchema,
  limits?: QueryLimits,
): Promise<string> {
  const document = await readDocuments(folder)
  const problems = [
    ...(document.definitions.length > 0 ? validate(schema, document).map(String) : []),
    ...nameless(document),
  ]
  if (problems.length > 0) throw new CollectError(problems)

  const operations = Object.entries(separateOperations(document))
    .map(([name, own]) => [name, inOrder(own)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const beyond = operations.flatMap(([name, own]) => {
    const refused = limits && refusedFor(own, schema, limits)
    return refused === undefined ? [] : [`${name}: ${refused}`]
  })
  if (beyond.length > 0) throw new CollectError(beyond)

  const texts = operations.map(([, own]) => print(own))
  const byId = Object.fromEntries(texts.map((text) => [persistedIdOf(text), text]))
  return `${JSON.stringify(byId, null, 2)}\n`
}

async function readDocuments(folder: string): Promise<DocumentNode> {
  const paths = globSync('**/*.graphql', { cwd: folder })
  const problems: string[] = []
  const documents: DocumentNode[] = []
  for (const path of paths.map((it) => it.replaceAll('\\', '/')).sort()) {
    const text = await readFile(join(folder, path), 'utf8')
    try {
      documents.push(parse(new Source(text, `${operationsFolder}/${path}`)))
    } catch (error) {
      problems.push(String(error))
    }
  }
  if (problems.length > 0) throw new CollectError(problems)
  return concatAST(documents)
}

/** The operation first, then its fragments by name: wherever they stood. */
function inOrder(document: DocumentNode): DocumentNode {
  const placeOf = (definition: DefinitionNode) =>
    definition.kind === Kind.FRAGMENT_DEFINITION ? definition.name.value : ''
  return {
    ...document,
    definitions: document.definitions.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
  }
}

/** Without a name nobody finds it in a log, or in the file. */
function nameless({ definitions }: DocumentNode): string[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION || definition.name) return []
    return [`An operation in ${definition.loc?.source.name} has no name.`]
  })
}

/** Why a request for it would be refused, whatever its variables are. */
function refusedFor(
  document: DocumentNode,
  schema: GraphQLSchema,
  limits: QueryLimits,
): string | undefined {
  try {
    parse(print(document), { maxTokens: limits.tokens })
  } catch {
    return limitExceeded('tokens', limits.tokens).message
  }
  return beyondLimits(schema, document, {}, limits)?.message
}
