import { Type } from 'typebox'
import type { GraphqlOptions } from '../../src/graphql/context.ts'
import { type GraphqlResource, graphqlResource } from '../../src/graphql/resource.ts'
import { freeName } from '../../src/graphql/schema.ts'
import { addGraphql } from '../../src/graphql/server.ts'
import { createCursors } from '../../src/http/cursor.ts'
import * as filter from '../../src/http/filters.ts'
import { createListQuery } from '../../src/http/list-query.ts'
import * as wire from '../../src/http/wire.ts'
import { listInMemory } from '../../src/shared/list-in-memory.ts'
import type { TestApp, TestAppOptions } from './app.ts'
import { testConfig } from './config.ts'
import { serve } from './http.ts'
import { identifyIn } from './identity.ts'

export interface GraphqlAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: an answer has any shape.
  readonly data?: Readonly<Record<string, any>> | null
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    // biome-ignore lint/suspicious/noExplicitAny: and so has what is said of an error.
    readonly extensions: Readonly<Record<string, any>>
  }[]
}

/** Asks the whole application, as somebody who is said to be, or whoever the application takes it for. */
export async function askGraphql(
  { api }: Pick<TestApp, 'api'>,
  query: string,
  variables: object = {},
  headers: Readonly<Record<string, string>> = {},
  url = '/graphql',
): Promise<GraphqlAnswer> {
  const answer = await api.inject({
    method: 'POST',
    url,
    headers: { accept: 'application/graphql-response+json', ...headers },
    payload: { query, variables },
  })
  return answer.json()
}

interface Thing {
  readonly id: string
  readonly title: string
  readonly createdAt: Date
  readonly version: number
}

const fields = { title: wire.text(20) }

/** A resource for tests that are not about one. `asked` is what its service was asked for. */
export function things(): { readonly resource: GraphqlResource; readonly asked: string[] } {
  const asked: string[] = []
  const stored = new Map<string, Thing>()
  const service = {
    async list(request: Parameters<typeof listInMemory>[1]) {
      asked.push('list')
      return listInMemory([...stored.values()], request)
    },
    async get(id: string): Promise<Thing> {
      asked.push('get')
      const thing = stored.get(id)
      if (!thing) throw new Error('a secret of the database')
      return thing
    },
    async remove(id: string) {
      asked.push('remove')
      stored.delete(id)
    },
    async create({ title }: { title: string }): Promise<Thing> {
      asked.push('create')
      const id = `0198c5d8-0000-7000-8000-${String(stored.size).padStart(12, '0')}`
      const thing = { id, title, createdAt: new Date(stored.size), version: 1 }
      stored.set(id, thing)
      return thing
    },
  }
  const resource = graphqlResource({
    type: 'Thing',
    one: 'thing',
    many: 'things',
    human: 'thing',
    humans: 'things',
    list: 'things',
    table: 'things',
    policy: {
      list: { access: 'public' },
      get: { access: 'public' },
      create: { access: 'public' },
      update: { access: 'authenticated' },
      remove: { access: { roles: ['admin'] } },
    },
    schemas: {
      answer: Type.Object({ id: wire.Id, ...fields, version: wire.Version }),
      create: Type.Object(fields, { additionalProperties: false }),
      update: Type.Partial(Type.Object(fields), { additionalProperties: false }),
      query: createListQuery({ createdAt: filter.ordered(wire.Timestamp, filter.toDate) }),
    },
    references: { self: { id: 'id', type: 'Thing' } },
    relations: [
      {
        admission: { access: 'public' },
        lists: [
          {
            of: 'Thing',
            name: 'others',
            type: 'Thing',
            description: 'The others.',
            on: () => async (ids, limit) => {
              asked.push(`others of ${ids.length}`)
              const { data } = await listInMemory([...stored.values()], { limit })
              return new Map(ids.map((id) => [id, data]))
            },
          },
        ],
        pair: {
          name: 'ThingOthers',
          of: 'Thing',
          other: 'otherId',
          human: 'the others of a thing',
          on: () => ({
            add: async () => void asked.push('add'),
            remove: async () => void asked.push('take away'),
          }),
        },
      },
    ],
    serviceOn: () => () => service,
    show: ({ id, title, version }: Thing) => ({ id, title, version }),
    create: (own, { body }) => own.create(body),
    update: async (own, id) => own.get(id),
  })
  return { resource, asked }
}

type OnNothing = (connection: undefined, request: unknown) => unknown
type Work = (service: unknown) => unknown

/** Where `serveGraphql` serves. */
export const thingsUrl = '/v1/things/graphql'

interface OnDatabase {
  readonly db: TestApp['db']
}

/** The whole application with these resources, and no database but the one that is given. */
export function serveGraphql(
  resources: readonly GraphqlResource[],
  options: Omit<TestAppOptions, 'resources'> & Partial<GraphqlOptions> & Partial<OnDatabase> = {},
): Promise<TestApp> {
  return serve(async (app) => {
    const dependencies = {
      db: options.db as never,
      clock: { now: () => new Date(0) },
      newId: () => '',
      cursors: createCursors('a secret that is as long as it has to be'),
      idempotency: {
        on: (serviceOn: OnNothing) => (request: unknown, _: unknown, work: Work) =>
          work(serviceOn(undefined, request)),
      },
    } as unknown as GraphqlOptions['dependencies']
    addGraphql(app, resources, {
      config: testConfig(options.env),
      identify: identifyIn(options.caller),
      translateError: () => undefined,
      changes: { listen: async () => () => {}, close: async () => {} },
      ...options,
      dependencies,
    })
  }, options)
}

/** The operations of a resource with all of its fields, each as `answer`. */
export function operationsOf({ type, one, many, schemas }: GraphqlResource) {
  const { properties } = schemas.answer as unknown as { properties: object }
  const fields = `{ ${Object.keys(properties).join(' ')} }`
  const [name, oneName, manyName] = [type, one, many].map(freeName)
  return {
    list: `query ($first: Int!) { answer: ${manyName}(first: $first) { nodes ${fields} } }`,
    get: `query ($id: UUID!) { answer: ${oneName}(id: $id) ${fields} }`,
    create: `mutation ($input: Create${name}Input!, $key: String) {
      answer: create${name}(input: $input, idempotencyKey: $key) { one: ${oneName} ${fields} }
    }`,
    update: `mutation ($id: UUID!, $input: Update${name}Input!, $version: Int) {
      answer: update${name}(id: $id, input: $input, version: $version) { one: ${oneName} ${fields} }
    }`,
    remove: `mutation ($id: UUID!, $version: Int) {
      answer: delete${name}(id: $id, version: $version) { removed: id }
    }`,
    created: `subscription { answer: ${oneName}Created ${fields} }`,
    updated: `subscription { answer: ${oneName}Updated ${fields} }`,
    deleted: `subscription { answer: ${oneName}Deleted { id } }`,
  }
}
