import type { Compilable, CompiledQuery, Kysely, SelectQueryBuilder } from 'kysely'
import { type PageRequest, totalOrder, type Value } from '../shared/pagination.ts'
import type { Database } from './database.ts'
import { type ListColumns, listed } from './listing.ts'
import { nameStatement } from './statement-names.ts'

// What runs at every request is built and compiled once, for all its values.

/** Stands for a value, while the query around it is built. */
class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

interface Prepared<Row> {
  readonly query: CompiledQuery<Row>
  /** The names of the values, in the order of the parameters. */
  readonly names: readonly string[]
}

/**
 * A query that is compiled at its first use. `build` has to put the values in as they are: they are
 * not there yet while it runs.
 *
 * @throws TypeError at the first use, where `build` brings a value of its own
 */
export function prepared<Values extends object, Row>(
  build: (db: Kysely<Database>, values: Values) => Compilable<Row>,
): (db: Kysely<Database>, values: Values) => Promise<readonly Row[]> {
  let compiled: Prepared<Row> | undefined
  return (db, values) => {
    compiled ??= prepare(build(db, slots()))
    return run(db, compiled, values)
  }
}

/** So that callers who try every filter and order cannot fill the memory, here and in PostgreSQL. */
const MAX_SHAPES = 100

/** A list: each combination of filters, order and start that is asked for is compiled once. */
export function preparedList<DB, TB extends keyof DB, Row, Values extends object>(
  build: (db: Kysely<Database>, values: Values) => SelectQueryBuilder<DB, TB, Row>,
  columns: ListColumns<DB, TB>,
): (db: Kysely<Database>, request: PageRequest, values: Values) => Promise<readonly Row[]> {
  const shapes = new Map<string, Prepared<Row>>()
  return (db, request, values) => {
    const shape = shapeOf(request)
    let compiled = shapes.get(shape)
    if (!compiled) {
      if (shapes.size === MAX_SHAPES) return listed(build(db, values), columns, request).execute()
      const page = listed(build(db, slots()), columns, withSlots(request))
      compiled = prepare(page.limit(new Slot('rows') as unknown as number))
      shapes.set(shape, compiled)
    }
    return run(db, compiled, { ...values, ...valuesOf(request) })
  }
}

function slots<Values extends object>(): Values {
  return new Proxy({} as Values, { get: (_, name) => new Slot(String(name)) })
}

function prepare<Row>(compilable: Compilable<Row>): Prepared<Row> {
  const query = compilable.compile()
  const names = query.parameters.map((parameter) => {
    if (parameter instanceof Slot) return parameter.name
    throw new TypeError(
      'a value of the first use would be that of every use: bring it from outside',
    )
  })
  nameStatement(query.sql)
  return { query, names }
}

async function run<Row>(
  db: Kysely<Database>,
  { query, names }: Prepared<Row>,
  values: object,
): Promise<readonly Row[]> {
  const parameters = names.map((name) => (values as Readonly<Record<string, unknown>>)[name])
  const { rows } = await db.executeQuery<Row>({ ...query, parameters })
  return rows
}

/** All that the text of the query depends on. */
function shapeOf({ after, where = [], sort }: PageRequest): string {
  const order = totalOrder(sort).map(({ field, descending }) => (descending ? `-${field}` : field))
  const start = after?.map((value) => (value === null ? 'null' : 'value'))
  const conditions = where.map(({ field, operator, value }) => [
    field,
    operator,
    operator === 'null' ? value : [value].flat().length,
  ])
  return JSON.stringify([order, start, conditions])
}

/** The values of a request, by the names under which the query of its shape has them. */
function valuesOf({ limit, after = [], where = [] }: PageRequest): Record<string, unknown> {
  // One row more than the page tells whether another follows.
  const values: Record<string, unknown> = { rows: limit + 1 }
  for (const [at, value] of after.entries()) values[`after ${at}`] = value
  for (const [at, { value }] of where.entries()) {
    for (const [item, one] of [value].flat().entries()) values[`where ${at} ${item}`] = one
  }
  return values
}

/** The request with what stands for each of its values. What is null, or asks for it, is shape. */
function withSlots({ after, where = [], ...request }: PageRequest): PageRequest {
  const slot = (name: string) => new Slot(name) as unknown as Value
  return {
    ...request,
    ...(after && {
      after: after.map((value, at) => (value === null ? null : slot(`after ${at}`))),
    }),
    where: where.map((condition, at) => {
      const { operator, value } = condition
      if (operator === 'null') return condition
      const slotted = [value].flat().map((_, item) => slot(`where ${at} ${item}`))
      return { ...condition, value: operator === 'in' ? slotted : (slotted[0] ?? null) }
    }),
  }
}
