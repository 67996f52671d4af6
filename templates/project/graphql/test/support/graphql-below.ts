import { graphqlResources } from '../../src/graphql/index.ts'
import type { Pair, RelatedList } from '../../src/graphql/relations.ts'
import type { GraphqlResource } from '../../src/graphql/resource.ts'
import { freeName } from '../../src/graphql/schema.ts'
import type { Principal } from '../../src/shared/principal.ts'
import type { TestApp } from './app.ts'
import { askGraphql, serveGraphql, thingsUrl } from './graphql.ts'
import { identifyIn, someone } from './identity.ts'
import { countStatements } from './plan.ts'

// What is below a resource, for tests.

/** Asks for a list below one, as `answer.listed`. */
export function listBelow({ of, name }: RelatedList): string {
  return `query ($id: UUID!, $first: Int!) {
    answer: ${freeName(resourceOf(of).one)}(id: $id) { listed: ${name}(first: $first) { id } }
  }`
}

/** Links two and takes the link away, and asks for the list that the link is in. */
export function linkOperations(pair: Pair, { name }: RelatedList) {
  const one = freeName(resourceOf(pair.of).one)
  const asked = `{ one: ${one} { listed: ${name}(first: 100) { id } } }`
  const linked = (does: string) =>
    `${does}: ${does}${pair.name}(id: $id, ${pair.other}: $otherId) ${asked}`
  const operation = (...all: readonly string[]) =>
    `mutation ($id: UUID!, $otherId: UUID!) { ${all.map(linked).join(' ')} }`
  return {
    add: operation('add'),
    remove: operation('remove'),
    removeAndAdd: operation('remove', 'add'),
  }
}

/** A hundred of a resource, each with everything that it leads to. */
export function withAllRelations({ many, type, references }: GraphqlResource): {
  readonly query: string
  /** How many statements that is, where a level is one for each table and list. */
  readonly statements: number
} {
  const lists = graphqlResources
    .flatMap(({ relations }) => relations.flatMap((relation) => relation.lists))
    .filter(({ of }) => of === type)
  const fields = [
    ...Object.keys(references).map((name) => `${name} { id }`),
    ...lists.map(({ name }) => `${name}(first: 2) { id }`),
  ]
  const targets = new Set(Object.values(references).map((reference) => reference.type))
  return {
    query: `{ answer: ${freeName(many)}(first: 100) { nodes { id ${fields.join(' ')} } } }`,
    statements: 1 + targets.size + lists.length,
  }
}

const UNIQUE_VIOLATION = '23505'

/** Stores so many, or as many as there can be where no two may have the same; answers how many. */
export async function upTo(count: number, store: (at: number) => Promise<unknown>) {
  for (let at = 0; at < count; at += 1) {
    try {
      await store(at)
    } catch (error) {
      if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return at
      throw error
    }
  }
  return count
}

/** What is answered, and how many statements it took. */
export async function askCounted({ db }: TestApp, query: string) {
  let answer: Awaited<ReturnType<typeof askGraphql>> = {}
  const caller = whoeverMay()
  const guards = Object.fromEntries(
    admissions().flatMap(({ guard }) => (guard ? [[guard, identifyIn(caller)] as const] : [])),
  )
  const statements = await countStatements(db, async (counted) => {
    const env = { GRAPHQL_MAX_COST: '100000' }
    const app = await serveGraphql(graphqlResources, { db: counted, caller, guards, env })
    answer = await askGraphql(app, query, {}, {}, thingsUrl)
    await app.close()
  })
  return { answer, statements }
}

/** Somebody who has every role that anything is for. */
export function whoeverMay(): Principal {
  const roles = admissions().flatMap(({ access }) =>
    typeof access === 'object' ? (access.roles ?? []) : [],
  )
  return { ...someone, roles: [...new Set(roles)] }
}

function admissions() {
  return graphqlResources.flatMap(({ policy, relations }) => [
    ...Object.values(policy),
    ...relations.map(({ admission }) => admission),
  ])
}

function resourceOf(type: string): GraphqlResource {
  const found = graphqlResources.find((resource) => resource.type === type)
  if (!found) throw new Error(`there is no ${type}`)
  return found
}
