import {
  GraphQLBoolean,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigArgumentMap,
  type GraphQLFieldConfigMap,
  GraphQLID,
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  validateSchema,
} from 'graphql'
import type { TSchema } from 'typebox'
import { problemOfRoute } from '../http/access.ts'
import { READ_ROLES } from '../http/field-rules.ts'
import { NotFoundError } from '../shared/errors.ts'
import { type Asked, told } from './context.ts'
import { capitalized, createFilterTypes, type ListArguments } from './filters.ts'
import { globalIdOf, readGlobalId } from './global-id.ts'
import { createOperations, type Operations, routesOf, type Shown } from './operations.ts'
import { listFields, pairMutations } from './related.ts'
import type { GraphqlResource } from './resource.ts'
import { Uuid } from './scalars.ts'
import { subscriptionFields } from './subscription-fields.ts'
import { createTypes, orNull, type Types } from './types.ts'

type Fields = GraphQLFieldConfigMap<unknown, Asked>

/** Names that GraphQL, or what is the same for all resources, has already. */
const taken = new Set([
  ...['Query', 'Mutation', 'Subscription', 'Node', 'PageInfo', 'SortDirection', 'JSON', 'Date'],
  ...['DateTime', 'UUID', 'BigInt', 'Decimal', 'URL', 'EmailAddress', 'String', 'Int', 'Float'],
  ...['Boolean', 'ID', 'node'],
])

/** The name, or another one where GraphQL has it already. */
export function freeName(name: string): string {
  return taken.has(name) ? `${name}Resource` : name
}

/** What is the same for all resources. */
interface Common {
  readonly types: Types
  readonly filters: ReturnType<typeof createFilterTypes>
  readonly pageInfo: GraphQLObjectType
  readonly node: GraphQLInterfaceType
  /** By the name that references say. */
  readonly objects: Map<string, GraphQLObjectType<unknown, Asked>>
  readonly operations: Map<string, Operations>
  readonly resources: readonly GraphqlResource[]
}

/**
 * Makes the schema of what the slices say. Every name, type and check of it follows from the schemas
 * that REST has, too.
 *
 * @throws Error naming the field, for what no type stands for
 */
export function buildGraphqlSchema(resources: readonly GraphqlResource[]): GraphQLSchema {
  const types = createTypes()
  const node = new GraphQLInterfaceType({
    name: 'Node',
    description: 'What can be asked for by `node`.',
    fields: { globalId: { type: new GraphQLNonNull(GraphQLID) } },
    resolveType: (value) => freeName((value as Node)[TYPE]),
  })
  const common: Common = {
    types,
    filters: createFilterTypes(types),
    pageInfo: pageInfoType(),
    node,
    objects: new Map(),
    operations: new Map(),
    resources,
  }
  for (const resource of resources) {
    common.operations.set(resource.type, createOperations(resource))
    common.objects.set(resource.type, objectType(resource, common))
  }
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: Object.assign({}, nodeField(common), ...resources.map((it) => queries(it, common))),
    }),
    ...(resources.length > 0 && {
      mutation: new GraphQLObjectType({
        name: 'Mutation',
        fields: Object.assign({}, ...resources.map((it) => mutations(it, common))),
      }),
    }),
    ...(resources.length > 0 && {
      subscription: new GraphQLObjectType({
        name: 'Subscription',
        fields: Object.assign({}, ...resources.map((it) => subscriptions(it, common))),
      }),
    }),
    types: [...common.objects.values()],
  })
  const [problem] = validateSchema(schema)
  if (problem) throw new Error(`The GraphQL schema is not valid: ${problem.message}`)
  return schema
}

/**
 * What is not declared is not served, and nothing else either: as for routes.
 *
 * @param guards the ways to tell who calls that there are besides the project's own
 * @throws Error naming every operation that does not say whom it is for, and every field that leads nowhere
 */
export function refuseUndeclared(
  resources: readonly GraphqlResource[],
  guards: readonly string[],
): void {
  const names = new Set(resources.map(({ type }) => type))
  const problems = resources.flatMap((resource) => [
    ...Object.entries(routesOf(resource)).flatMap(([operation, route]) => {
      const problem = problemOfRoute(route, ['public'], guards)
      return problem ? [`${operation} of ${resource.type} ${problem}`] : []
    }),
    ...Object.entries(resource.references).flatMap(([field, { type, id }]) => [
      ...(names.has(type)
        ? []
        : [`${resource.type}.${field} leads to ${type}, which is not there`]),
      ...(id in propertiesOf(resource.schemas.answer)
        ? []
        : [`${resource.type}.${field} leads from ${id}, which no answer has`]),
    ]),
    ...resource.relations.flatMap(({ admission, lists }) => {
      const problem = problemOfRoute({ config: admission, schema: {} }, ['public'], guards)
      return lists.flatMap(({ of, name, type }) => [
        ...(problem ? [`${of}.${name}, of ${resource.type}, ${problem}`] : []),
        ...[of, type]
          .filter((it) => !names.has(it))
          .map((it) => `${of}.${name}, of ${resource.type}, leads to ${it}, which is not there`),
      ])
    }),
  ])
  if (problems.length === 0) return
  throw new Error(['GraphQL is declared wrongly:', ...problems].join('\n  '))
}

/** Says of a shown resource which type it is; no name on the wire is like it. */
const TYPE = Symbol('type')

interface Node {
  readonly [TYPE]: string
}

function objectType(resource: GraphqlResource, common: Common): GraphQLObjectType<unknown, Asked> {
  const { type, references, schemas } = resource
  return new GraphQLObjectType<unknown, Asked>({
    name: freeName(type),
    interfaces: [common.node],
    fields: () => ({
      globalId: {
        type: new GraphQLNonNull(GraphQLID),
        description: 'What `node(id)` takes.',
        resolve: (shown) => globalIdOf(type, String((shown as Shown).id)),
      },
      ...answerFields(type, schemas.answer, common),
      ...Object.fromEntries(
        Object.entries(references).map(([name, reference]) => [
          name,
          referenceField(reference, common),
        ]),
      ),
      ...listFields(type, common.resources, inThe(common)),
    }),
  })
}

function answerFields(typeName: string, schema: TSchema, { types }: Common): Fields {
  const required = (schema as { required?: readonly string[] }).required ?? []
  const fields = Object.entries(propertiesOf(schema)).map(
    ([name, property]): [string, GraphQLFieldConfig<unknown, Asked>] => {
      const { type, isNullable, description } = types.typeOf(
        property,
        `${typeName}${capitalized(name)}Value`,
      )
      // To whom it is not shown, it is null.
      const isShown = required.includes(name) && !(READ_ROLES in property)
      return [name, { type: orNull(type, isNullable || !isShown), description }]
    },
  )
  return Object.fromEntries(fields)
}

function referenceField(
  { id, type }: { readonly id: string; readonly type: string },
  { objects, operations }: Common,
): GraphQLFieldConfig<unknown, Asked> {
  return {
    type: known(objects, type),
    description: 'Null where there is none, or none that the caller may see.',
    extensions: { reads: 'one' },
    resolve: (shown, _, { own: context }) => {
      const key = (shown as Shown)[id]
      if (typeof key !== 'string') return null
      return told(context, () => known(operations, type).find(context, key))
    },
  }
}

function queries(resource: GraphqlResource, common: Common): Fields {
  const { type, one, many, human, humans } = resource
  const operations = known(common.operations, type)
  const object = known(common.objects, type)
  return {
    [freeName(one)]: {
      type: object,
      description: `One ${human}.`,
      args: { id: { type: new GraphQLNonNull(Uuid) } },
      extensions: { reads: 'one' },
      resolve: (_, { id }, { own: context }) => told(context, () => operations.get(context, id)),
    },
    [freeName(many)]: {
      type: connectionType(freeName(type), object, common),
      description: `The ${humans}: newest first, unless another order is asked for.`,
      args: listArguments(resource, common),
      extensions: { reads: 'list' },
      resolve: (_, asked, { own: context }) =>
        told(context, () => operations.list(context, asked as ListArguments)),
    },
  }
}

/** A list always says how long it may be. */
const pageArguments: GraphQLFieldConfigArgumentMap = {
  first: { type: new GraphQLNonNull(GraphQLInt), description: 'How many at most: 1 to 100.' },
  after: { type: GraphQLString, description: 'The cursor after which to go on.' },
}

function listArguments(resource: GraphqlResource, { filters }: Common) {
  const { filters: allowed } = resource.schemas.query
  const name = freeName(resource.type)
  return {
    ...pageArguments,
    filter: { type: filters.filterOf(name, allowed) },
    sort: {
      type: new GraphQLList(new GraphQLNonNull(filters.sortOf(name, allowed))),
      description: 'At most two fields. What has no value counts as more than any value.',
    },
  }
}

function connectionType(
  name: string,
  object: GraphQLObjectType,
  { pageInfo }: Pick<Common, 'pageInfo'>,
): GraphQLNonNull<GraphQLObjectType> | GraphQLObjectType {
  const edge = new GraphQLObjectType({
    name: `${name}Edge`,
    fields: {
      cursor: { type: new GraphQLNonNull(GraphQLString) },
      node: { type: new GraphQLNonNull(object) },
    },
  })
  return new GraphQLObjectType({
    name: `${name}Connection`,
    fields: {
      edges: { type: listOf(edge) },
      nodes: { type: listOf(object) },
      pageInfo: { type: new GraphQLNonNull(pageInfo) },
    },
  })
}

function listOf(type: GraphQLObjectType) {
  return new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)))
}

function pageInfoType(): GraphQLObjectType {
  return new GraphQLObjectType({
    name: 'PageInfo',
    fields: {
      hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
      hasPreviousPage: {
        type: new GraphQLNonNull(GraphQLBoolean),
        description: 'Whether the page came after a cursor. Lists are read in one direction.',
      },
      startCursor: { type: GraphQLString },
      endCursor: { type: GraphQLString },
    },
  })
}

function mutations(resource: GraphqlResource, common: Common): Fields {
  const { human } = resource
  const type = freeName(resource.type)
  const one = freeName(resource.one)
  const operations = known(common.operations, resource.type)
  const object = known(common.objects, resource.type)
  const id = { type: new GraphQLNonNull(Uuid) }
  const version = {
    type: GraphQLInt,
    description: 'The version that was read: where another has come since, nothing is changed.',
  }
  const payload = (does: string) =>
    new GraphQLObjectType({
      name: `${does}${type}Payload`,
      fields: { [one]: { type: new GraphQLNonNull(object) } },
    })
  return {
    [`create${type}`]: {
      type: payload('Create'),
      description: `Makes one ${human}.`,
      args: {
        input: { type: new GraphQLNonNull(inputType('create', resource, common)) },
        idempotencyKey: {
          type: GraphQLString,
          description: 'Sent again with the same key, it is made once, and the answer is the same.',
        },
      },
      extensions: { reads: 'one' },
      resolve: (_, { input, idempotencyKey }, { own: context }) =>
        told(context, async () => ({
          [one]: await operations.create(context, input, idempotencyKey),
        })),
    },
    [`update${type}`]: {
      type: payload('Update'),
      description: `Changes one ${human}: what is left out stays as it is.`,
      args: {
        id,
        input: { type: new GraphQLNonNull(inputType('update', resource, common)) },
        version,
      },
      extensions: { reads: 'one' },
      resolve: (_, asked, { own: context }) =>
        told(context, async () => ({
          [one]: await operations.update(context, asked.id, asked.input, asked.version),
        })),
    },
    [`delete${type}`]: {
      type: new GraphQLObjectType({
        name: `Delete${type}Payload`,
        fields: { id: { type: new GraphQLNonNull(Uuid) } },
      }),
      description: `Removes one ${human}.`,
      args: { id, version },
      extensions: { reads: 'one' },
      resolve: (_, asked, { own: context }) =>
        told(context, async () => ({
          id: await operations.remove(context, asked.id, asked.version),
        })),
    },
    ...pairMutations(resource, inThe(common)),
  }
}

function subscriptions(resource: GraphqlResource, common: Common): Fields {
  return subscriptionFields(resource, {
    type: freeName(resource.type),
    one: freeName(resource.one),
    object: known(common.objects, resource.type),
    operations: known(common.operations, resource.type),
  })
}

function inputType(
  does: 'create' | 'update',
  { type, schemas }: GraphqlResource,
  { types }: Common,
): GraphQLInputObjectType {
  const schema = schemas[does]
  const required = (schema as { required?: readonly string[] }).required ?? []
  const fields = Object.entries(propertiesOf(schema)).map(([name, property]) => {
    const value = types.typeOf(property, `${type}${capitalized(name)}Value`)
    const isNullable = value.isNullable || !required.includes(name)
    return [name, { type: orNull(value.type, isNullable), description: value.description }]
  })
  return new GraphQLInputObjectType({
    name: `${capitalized(does)}${freeName(type)}Input`,
    fields: Object.fromEntries(fields) as GraphQLInputFieldConfigMap,
  })
}

function nodeField({ node, operations }: Common): Fields {
  return {
    node: {
      type: node,
      description: 'Anything that has a `globalId`, by that.',
      args: { id: { type: new GraphQLNonNull(GraphQLID) } },
      extensions: { reads: 'one' },
      resolve: (_, { id }, { own: context }) =>
        told(context, async () => {
          const named = readGlobalId(id)
          const own = named && operations.get(named.type)
          if (!named || !own) throw new NotFoundError('not_found', 'There is no such node.')
          return { ...(await own.node(context, named.id)), [TYPE]: named.type }
        }),
    },
  }
}

function propertiesOf(schema: TSchema): Readonly<Record<string, TSchema>> {
  return (schema as { properties?: Record<string, TSchema> }).properties ?? {}
}

function inThe({ objects, operations }: Common) {
  return {
    object: (type: string) => known(objects, type),
    operations: (type: string) => known(operations, type),
  }
}

/** What is in the map, as was seen at the start. */
function known<Value>(map: ReadonlyMap<string, Value>, key: string): Value {
  const value = map.get(key)
  if (value === undefined) throw new Error(`GraphQL knows no ${key}`)
  return value
}
