import type { Json } from './shop.ts'

interface GraphAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: an answer has any shape.
  readonly data?: any
  readonly errors?: readonly {
    readonly message: string
    readonly extensions: { readonly code: string; readonly errors?: { pointer: string }[] }
  }[]
}

interface Page {
  readonly nodes: readonly Json[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** A client of /graphql that asks for all that a resource has, but what it refers to. */
export interface Graph {
  readonly ask: (query: string, variables?: Json) => Promise<GraphAnswer>
  readonly create: (resource: string, input: Json, key?: string) => Promise<Json>
  readonly get: (resource: string, id: string) => Promise<Json>
  readonly list: (resource: string, page: Json) => Promise<Page>
  /** @param version that was read */
  readonly update: (resource: string, id: string, input: Json, version: number) => Promise<Json>
  readonly remove: (resource: string, id: string) => Promise<void>
}

/** Every method but `ask` throws the code of an error, and the pointers of what is wrong. */
export async function openGraph(url: string): Promise<Graph> {
  const ask = async (query: string, variables: Json = {}): Promise<GraphAnswer> => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
    return answer.json() as Promise<GraphAnswer>
  }
  const answered = async (query: string, variables: Json) => {
    const { data, errors: [error] = [] } = await ask(query, variables)
    if (!error) return data.answer
    const { code, errors = [] } = error.extensions
    throw new Error([code, ...errors.map(({ pointer }) => pointer)].join(' '))
  }
  const plain = await plainFields(ask)
  const spelled = (resource: string) => {
    const type = resource.replaceAll(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase())
    const one = type[0]?.toLowerCase() + type.slice(1)
    const many = one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`
    return { type, one, many, fields: `{ ${plain[type]?.join(' ')} }` }
  }
  return {
    ask,
    async create(resource, input, key) {
      const { type, one, fields } = spelled(resource)
      const payload = await answered(
        `mutation ($input: Create${type}Input!, $key: String) {
          answer: create${type}(input: $input, idempotencyKey: $key) { ${one} ${fields} }
        }`,
        { input, key },
      )
      return payload[one]
    },
    get(resource, id) {
      const { one, fields } = spelled(resource)
      return answered(`query ($id: UUID!) { answer: ${one}(id: $id) ${fields} }`, { id })
    },
    list(resource, page) {
      const { many, fields } = spelled(resource)
      return answered(
        `query ($first: Int!, $after: String) {
          answer: ${many}(first: $first, after: $after) {
            nodes ${fields} pageInfo { hasNextPage endCursor }
          }
        }`,
        page,
      )
    },
    async update(resource, id, input, version) {
      const { type, one, fields } = spelled(resource)
      const payload = await answered(
        `mutation ($id: UUID!, $input: Update${type}Input!, $version: Int) {
          answer: update${type}(id: $id, input: $input, version: $version) { ${one} ${fields} }
        }`,
        { id, input, version },
      )
      return payload[one]
    },
    async remove(resource, id) {
      const { type } = spelled(resource)
      await answered(`mutation ($id: UUID!) { answer: delete${type}(id: $id) { id } }`, { id })
    },
  }
}

interface TypeOf {
  readonly kind: string
  readonly ofType: TypeOf | null
}

/** The fields of each type that have none of their own, by the name of the type. */
async function plainFields(ask: Graph['ask']): Promise<Readonly<Record<string, string[]>>> {
  const type = 'type { kind ofType { kind ofType { kind ofType { kind } } } }'
  const { data } = await ask(`{ __schema { types { name fields { name ${type} } } } }`)
  const kindOf = ({ kind, ofType }: TypeOf): string => (ofType ? kindOf(ofType) : kind)
  const isPlain = ({ name, type }: { name: string; type: TypeOf }) =>
    name !== 'globalId' && ['SCALAR', 'ENUM'].includes(kindOf(type))
  const types: { name: string; fields: Parameters<typeof isPlain>[0][] | null }[] =
    data.__schema.types
  return Object.fromEntries(
    types.map(({ name, fields }) => [name, (fields ?? []).filter(isPlain).map((one) => one.name)]),
  )
}
