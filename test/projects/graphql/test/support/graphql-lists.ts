import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { expect } from 'vitest'
import type { GraphqlResource } from '../../src/graphql/resource.ts'
import { freeName } from '../../src/graphql/schema.ts'
import type { Filter, Filters } from '../../src/http/filters.ts'
import type { Operator } from '../../src/shared/pagination.ts'
import type { TestApp } from './app.ts'
import { askGraphql } from './graphql.ts'
import { whoeverMay } from './graphql-below.ts'
import { signedIn, someone } from './identity.ts'

// Lists that are made up, asked for by REST and by GraphQL: the answers have to be the same.

/** How many lists are made up; `GRAPHQL_RUNS=1000` makes it more. */
const RUNS = Number(process.env.GRAPHQL_RUNS ?? 40)
/** A failure says which seed it was: `GRAPHQL_SEED=7` makes the same lists again. */
const SEED = Number(process.env.GRAPHQL_SEED ?? 1)

/** Of a list with pages of one, no more is walked. */
const MAX_PAGES = 6

type Json = Readonly<Record<string, unknown>>

interface Tried {
  readonly resource: GraphqlResource
  readonly url: string
  /** What the fields may have, as a client writes it. */
  readonly values: readonly Json[]
}

interface Question {
  readonly caller: Readonly<Record<string, string>>
  readonly conditions: readonly Asked[]
  /** `-createdAt` */
  readonly sort: readonly string[]
  readonly limit: number
  readonly cursor: string | null
}

interface Asked {
  readonly field: string
  readonly operator: Operator
  readonly value: unknown
}

/** Asks both for the same lists, of what is stored: the same rows in the same order, or the same refusal. */
export async function expectSameLists(app: TestApp, tried: Tried): Promise<void> {
  const { filters } = tried.resource.schemas.query
  const pools = poolsOf(filters, await varied(app, tried))
  await fc.assert(
    fc.asyncProperty(questions(filters, pools), (question) => compare(app, tried, question)),
    { seed: SEED, numRuns: RUNS, includeErrorInReport: true },
  )
}

/** What is stored, once its fields differ: each has one of the values, or none where that may be. */
async function varied(
  { api }: TestApp,
  { url, values, resource }: Tried,
): Promise<readonly Json[]> {
  const headers = signedIn(whoeverMay())
  const stored = async () => (await api.inject({ url: `${url}?limit=100`, headers })).json().data
  const fields = Object.keys(resource.schemas.query.filters)
  for (const [at, { id }] of (await stored()).entries()) {
    for (const [nth, field] of fields.entries()) {
      const value = [...values, { [field]: null }][(at + nth) % (values.length + 1)]?.[field]
      // What may not be, stays as it was.
      const payload = { [field]: value }
      await api.inject({ method: 'PATCH', url: `${url}/${id}`, headers, payload })
    }
  }
  return stored()
}

/** By field, what is asked of it: what is there, and what is just no value, or a strange one. */
function poolsOf(filters: Filters, rows: readonly Json[]): Readonly<Record<string, unknown[]>> {
  const pools = Object.entries(filters).map(([field, { schema }]) => [
    field,
    [...rows.map((row) => row[field]).filter((it) => it != null), ...strange(schema)],
  ])
  return Object.fromEntries(pools)
}

/** Of the kind that the type of GraphQL has: another kind is no request at all. */
function strange(schema: TSchema): readonly unknown[] {
  const shape = schema as { readonly type?: string; readonly enum?: readonly unknown[] }
  if (shape.enum) return shape.enum
  if (shape.type === 'boolean') return [true, false]
  if (shape.type === 'integer') return [-1, 0, 2_147_483_647]
  if (shape.type === 'number') return [-0.5, 0, 1e300]
  return [
    ...['', ' ', '%', 'nonsense', '\u0000', 'ß', '0', '-1', '1.005', '99999999999999999999'],
    ...['2026-01-31', '2026-02-30', '9999-12-31T23:59:59.999Z', '0000-01-01T00:00:00.000Z'],
    '0198c5d8-0000-7000-8000-000000000000',
  ]
}

function questions(
  filters: Filters,
  pools: Readonly<Record<string, unknown[]>>,
): fc.Arbitrary<Question> {
  const sortable = Object.keys(filters).filter((field) => filters[field]?.sortable !== false)
  const conditions = Object.entries(filters).map(([field, filter]) =>
    condition(field, filter, pools[field] ?? []),
  )
  const often = <Value>(usual: fc.Arbitrary<Value>, other: fc.Arbitrary<Value>, weight = 9) =>
    fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: other })
  return fc.record({
    caller: often(fc.constant(signedIn(whoeverMay())), fc.constantFrom({}, signedIn(someone)), 3),
    conditions: fc.uniqueArray(fc.oneof(...conditions), {
      maxLength: 2,
      selector: ({ field, operator }) => `${field} ${operator}`,
    }),
    sort: fc.array(fc.constantFrom(...sortable.flatMap((field) => [field, `-${field}`])), {
      maxLength: 3,
    }),
    limit: often(fc.integer({ min: 1, max: 5 }), fc.constantFrom(-1, 0, 101)),
    cursor: often(fc.constant(null), fc.constantFrom('', 'nonsense', 'v2.a.b')),
  })
}

function condition(field: string, { operators }: Filter, pool: unknown[]): fc.Arbitrary<Asked> {
  const one = fc.constantFrom(...pool)
  return fc.constantFrom(...operators).chain((operator) => {
    const value =
      operator === 'null'
        ? fc.boolean()
        : operator === 'in'
          ? fc.array(one, { minLength: 1, maxLength: 3 })
          : one
    return value.map((it) => ({ field, operator, value: it }))
  })
}

/** Walks both lists page by page, each with the cursor that the other gave. */
async function compare(app: TestApp, tried: Tried, question: Question): Promise<void> {
  let cursors = { rest: question.cursor, graphql: question.cursor }
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const rest = await byRest(app, tried, question, cursors.rest)
    const graphql = await byGraphql(app, tried, question, cursors.graphql)
    expect(graphql.errors?.[0]?.extensions.code).toBe(rest.code)
    // The cursors are not refused that the other door gave.
    if (pages > 0) expect(rest.code).toBeUndefined()
    if (rest.data === undefined) return

    const { nodes, pageInfo } = graphql.data?.answer ?? {}
    expect(nodes.map(withoutNulls)).toEqual(rest.data.map(withoutNulls))
    expect(pageInfo.hasNextPage).toBe(rest.page.next !== null)
    if (rest.page.next === null) return
    cursors = { rest: pageInfo.endCursor, graphql: rest.page.next }
  }
}

async function byRest(app: TestApp, { url }: Tried, question: Question, cursor: string | null) {
  const { caller: headers, conditions, sort, limit } = question
  const query = new URLSearchParams({ limit: String(limit) })
  for (const { field, operator, value } of conditions) {
    query.set(operator === 'eq' ? field : `${field}[${operator}]`, String(value))
  }
  if (sort.length > 0) query.set('sort', sort.join(','))
  if (cursor !== null) query.set('cursor', cursor)
  return (await app.api.inject({ url: `${url}?${query}`, headers })).json()
}

function byGraphql(app: TestApp, { resource }: Tried, question: Question, after: string | null) {
  const { many, type, schemas } = resource
  const { caller, conditions, sort, limit: first } = question
  const { properties } = schemas.answer as unknown as { properties: object }
  const name = freeName(type)
  const query = `query ($first: Int!, $after: String, $filter: ${name}Filter, $sort: [${name}Sort!]) {
    answer: ${freeName(many)}(first: $first, after: $after, filter: $filter, sort: $sort) {
      nodes { ${Object.keys(properties).join(' ')} }
      pageInfo { hasNextPage endCursor }
    }
  }`
  const filter: Record<string, Record<string, unknown>> = {}
  for (const { field, operator, value } of conditions) {
    filter[field] = { ...filter[field], [operator === 'null' ? 'isNull' : operator]: value }
  }
  const keys = sort.map((key) => ({
    field: key.replace('-', ''),
    direction: key.startsWith('-') ? 'DESC' : 'ASC',
  }))
  return askGraphql(app, query, { first, after, filter, sort: keys }, caller)
}

/** To whom a field is not shown, REST leaves it out, and GraphQL says that it is null. */
function withoutNulls(row: Json): Json {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}
