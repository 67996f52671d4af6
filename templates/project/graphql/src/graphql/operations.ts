import type { FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { Admission } from '../http/access.ts'
import {
  type Restrictions,
  refuseUnseen,
  refuseUnwritable,
  restrictionsOfRoute,
  visibleTo,
} from '../http/field-rules.ts'
import { HttpError } from '../http/http-error.ts'
import { type Caller, principalOf } from '../http/identity.ts'
import { createPager } from '../http/list-query.ts'
import { NotFoundError } from '../shared/errors.ts'
import { fieldOf, type Page, totalOrder } from '../shared/pagination.ts'
import type { Context } from './context.ts'
import { type ListArguments, toQuery } from './filters.ts'
import { padded } from './loaders.ts'
import type { Pair, RelatedList, Relation } from './relations.ts'
import type { GraphqlResource } from './resource.ts'

// What a resolver does, in the order of a route: who calls is let in, then what may not be set or seen
// is refused, then what was sent is checked, and only then is the service asked.

/** What goes over the wire of a resource. */
export type Shown = Readonly<Record<string, unknown>>

export interface Connection {
  readonly edges: readonly { readonly node: Shown; cursor(): string }[]
  readonly nodes: readonly Shown[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: () => string | null
    readonly endCursor: () => string | null
  }
}

/** What is listed below the one that has this id. */
interface AskedList {
  readonly relation: Relation
  readonly list: RelatedList
  readonly id: string
  readonly limit: number
}

export type Operations = ReturnType<typeof createOperations>

/** The operations on one resource. */
export function createOperations(resource: GraphqlResource) {
  const { policy, schemas, show } = resource
  const {
    answers,
    body: createRules,
    query: queryRules,
  } = restrictionsOfRoute({
    schema: {
      body: schemas.create,
      querystring: schemas.query.schema,
      response: { 200: schemas.answer },
    },
  })
  const { body: updateRules } = restrictionsOfRoute({ schema: { body: schemas.update } })
  const shownRules = answers.get('200')

  const serviceFor = ({ dependencies }: Context, caller: Caller) =>
    resource.serviceOn(dependencies)(dependencies.db, caller)

  const shownTo = (caller: Caller, shown: object) =>
    (shownRules ? visibleTo(principalOf(caller), shown, shownRules) : shown) as Shown

  /** What was sent, once it is known that it may be. */
  function accepted(
    { request }: Context,
    caller: Caller,
    schema: TSchema,
    sent: object,
    rules: Restrictions | undefined,
  ) {
    if (rules) refuseUnwritable(principalOf(caller), sent, rules)
    check(request, schema, sent, 'body')
    return sent
  }

  return {
    resource,

    async list(context: Context, asked: ListArguments): Promise<Connection> {
      const caller = await context.admit(policy.list)
      const query = toQuery(asked)
      if (queryRules) refuseUnseen(principalOf(caller), query, queryRules)
      checkQuery(context.request, schemas.query.schema, query)
      const pager = createPager(context.dependencies.cursors, resource.list, schemas.query)
      const request = pager.read(query)
      const page = await serviceFor(context, caller).list(request)
      const placeOf = (entity: object) =>
        totalOrder(request.sort).map(({ field }) => fieldOf(entity, field))
      return connectionOf(page, {
        isContinued: request.after !== undefined,
        show: (entity) => shownTo(caller, show(entity)),
        cursorOf: (entity) => pager.cursorOf(query, placeOf(entity)),
      })
    },

    async get(context: Context, id: string): Promise<Shown> {
      const caller = await context.admit(policy.get)
      checkId(id)
      const entity = await serviceFor(context, caller).get(id.toLowerCase())
      return shownTo(caller, show(entity))
    },

    /** One that something else refers to, with others of this level; null where it is not there for the caller. */
    find(context: Context, id: string): Promise<Shown | null> {
      return context.loaders.load(resource.type, id, async (ids) => {
        const caller = await context.admit(policy.get)
        const where = [{ field: 'id', operator: 'in', value: padded(ids) }] as const
        const { data } = await serviceFor(context, caller).list({ limit: ids.length, where })
        const byId = new Map(data.map((entity) => [entity.id, shownTo(caller, show(entity))]))
        return ids.map((one) => byId.get(one) ?? null)
      })
    },

    /** What is listed below one, together with what is below the others of this level. */
    async listed(
      context: Context,
      { relation, list, id, limit }: AskedList,
    ): Promise<readonly Shown[]> {
      checkQuery(context.request, schemas.query.schema, { limit })
      return context.loaders.load(`${list.of}.${list.name} ${limit}`, id, async (ids) => {
        const caller = await context.admit(relation.admission)
        const lists = await list.on(context.dependencies.db, caller)(ids, limit)
        const shownOf = (one: string) =>
          (lists.get(one) ?? []).map((entity) => shownTo(caller, show(entity)))
        return ids.map(shownOf)
      })
    },

    /** One that is asked for as a node, with others of this request. */
    async node(context: Context, id: string): Promise<Shown> {
      const found = await this.find(context, id)
      if (found) return found
      throw new NotFoundError('not_found', 'There is no such node.')
    },

    async create(context: Context, sent: object, idempotencyKey: string | null | undefined) {
      const { request, dependencies } = context
      const caller = await context.admit(policy.create)
      const input = accepted(context, caller, schemas.create, sent, createRules)
      const serviceOn = resource.serviceOn(dependencies)
      const once = dependencies.idempotency.on(serviceOn)
      const asked = {
        principal: caller.principal,
        method: request.method,
        url: `/graphql create ${resource.type}`,
        body: input,
        headers: idempotencyKey == null ? {} : { 'idempotency-key': idempotencyKey },
      }
      const shown = await once(asked, { ...ignoredReply }, async (service) =>
        show(await resource.create(service, { body: input })),
      )
      context.loaders.clear()
      return shownTo(caller, shown)
    },

    async update(context: Context, id: string, sent: object, version: number | null | undefined) {
      const caller = await context.admit(policy.update)
      checkId(id)
      const input = accepted(context, caller, schemas.update, sent, updateRules)
      const expected = expectedVersion(context, version)
      const service = serviceFor(context, caller)
      const entity = await resource.update(service, id.toLowerCase(), { body: input }, expected)
      context.loaders.clear()
      return shownTo(caller, show(entity))
    },

    async remove(context: Context, id: string, version: number | null | undefined) {
      const caller = await context.admit(policy.remove)
      checkId(id)
      const expected = expectedVersion(context, version)
      await serviceFor(context, caller).remove(id.toLowerCase(), expected)
      context.loaders.clear()
      return id.toLowerCase()
    },

    /** Links one to another, or takes the link away. Answers whose it is. */
    async link(
      context: Context,
      does: 'add' | 'remove',
      { admission, pair }: { readonly admission: Admission; readonly pair: Pair },
      id: string,
      otherId: string,
    ): Promise<{ readonly id: string }> {
      const caller = await context.admit(admission)
      checkId(id)
      checkId(otherId, pair.other)
      await pair.on(context.dependencies.db, caller)[does](id.toLowerCase(), otherId.toLowerCase())
      context.loaders.clear()
      return { id: id.toLowerCase() }
    },
  }
}

/** The rows of a policy that these operations have, as what a route says of itself. */
export function routesOf({ policy, schemas }: GraphqlResource) {
  const { answer, create, update, query } = schemas
  const route = (admission: Admission | undefined, schema: object) => ({
    ...(admission && { config: admission }),
    schema,
  })
  return {
    list: route(policy.list, { querystring: query.schema, response: { 200: answer } }),
    get: route(policy.get, { response: { 200: answer } }),
    create: route(policy.create, { body: create, response: { 201: answer } }),
    update: route(policy.update, { body: update, response: { 200: answer } }),
    remove: route(policy.remove, {}),
  }
}

/** One page as Relay has it. A cursor is signed when somebody asks for it. */
function connectionOf<Entity>(
  page: Page<Entity>,
  {
    isContinued,
    show,
    cursorOf,
  }: {
    readonly isContinued: boolean
    show(entity: Entity): Shown
    cursorOf(entity: Entity): string
  },
): Connection {
  const { data } = page
  const nodes = data.map(show)
  const cursorAt = (at: number) => {
    const entity = data.at(at)
    return entity === undefined ? null : cursorOf(entity)
  }
  return {
    nodes,
    edges: data.map((entity, at) => ({
      node: nodes[at] as Shown,
      cursor: () => cursorOf(entity),
    })),
    pageInfo: {
      hasNextPage: page.next !== null,
      hasPreviousPage: isContinued,
      startCursor: () => cursorAt(0),
      endCursor: () => cursorAt(-1),
    },
  }
}

/** What the key of a request keeps of its answer by REST, and nobody reads here. */
const ignoredReply = {
  statusCode: 200,
  getHeader: () => undefined,
  code: () => undefined,
  header: () => undefined,
}

/** As `If-Match` says it by REST. */
function expectedVersion(
  { requireVersion }: Context,
  version: number | null | undefined,
): number | undefined {
  if (version !== null && version !== undefined) return version
  if (!requireVersion) return undefined
  throw new HttpError(
    'precondition-required',
    'Say the `version` of the resource that you read: a change has to be for one.',
  )
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** @throws an error like that of the framework, for a path by REST */
export function checkId(id: string, parameter = 'id'): void {
  if (uuid.test(id)) return
  const fault = {
    keyword: 'format',
    instancePath: `/${parameter}`,
    message: 'must match format "uuid"',
    params: { format: 'uuid' },
  }
  throw Object.assign(new Error('invalid'), { validation: [fault], validationContext: 'params' })
}

/** @throws an error like that of the framework, for whatever breaks the schema of a route */
function check(
  request: FastifyRequest,
  schema: TSchema,
  value: unknown,
  part: 'body' | 'querystring',
): void {
  const validate =
    request.getValidationFunction(schema) ?? request.compileValidationSchema(schema, part)
  if (validate(value)) return
  throw Object.assign(new Error('invalid'), {
    validation: validate.errors,
    validationContext: part,
  })
}

/** Lists of values that no address could say are checked one by one, when they are read. */
function checkQuery(
  request: FastifyRequest,
  schema: TSchema,
  query: Record<string, unknown>,
): void {
  const sayable = Object.entries(query).filter(([, value]) => !Array.isArray(value))
  check(request, schema, Object.fromEntries(sayable), 'querystring')
}
