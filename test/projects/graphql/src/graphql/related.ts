import {
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
} from 'graphql'
import { type Asked, told } from './context.ts'
import type { Operations, Shown } from './operations.ts'
import type { Pair, RelatedList, Relation } from './relations.ts'
import type { GraphqlResource } from './resource.ts'
import { Uuid } from './scalars.ts'

// What is below a resource because another one leads to it, or is linked to it.

type Fields = GraphQLFieldConfigMap<unknown, Asked>

interface Known {
  object(type: string): GraphQLObjectType<unknown, Asked>
  operations(type: string): Operations
}

/** The lists below one of this type, whichever slice says them. */
export function listFields(
  type: string,
  resources: readonly GraphqlResource[],
  known: Known,
): Fields {
  const fields = resources.flatMap(({ relations }) =>
    relations.flatMap((relation) =>
      relation.lists
        .filter(({ of }) => of === type)
        .map((list) => [list.name, listField(relation, list, known)] as const),
    ),
  )
  return Object.fromEntries(fields)
}

function listField(
  relation: Relation,
  list: RelatedList,
  { object, operations }: Known,
): GraphQLFieldConfig<unknown, Asked> {
  return {
    type: new GraphQLList(new GraphQLNonNull(object(list.type))),
    description: list.description,
    args: {
      first: { type: new GraphQLNonNull(GraphQLInt), description: 'How many at most: 1 to 100.' },
    },
    extensions: { reads: 'list' },
    resolve: (shown, { first }, { own: context }) => {
      const { id } = shown as Shown
      const asked = { relation, list, id: String(id), limit: first }
      return told(context, () => operations(list.type).listed(context, asked))
    },
  }
}

/** What links one of this resource to another, and takes the link away. */
export function pairMutations({ relations, one }: GraphqlResource, known: Known): Fields {
  const fields = relations.map(
    ({ admission, pair }) => pair && pairFields(pair, { admission, one, ...known }),
  )
  return Object.assign({}, ...fields)
}

function pairFields(
  pair: Pair,
  { admission, one, object, operations }: Known & Pick<Relation, 'admission'> & { one: string },
): Fields {
  const own = operations(pair.of)
  const mutation = (does: 'add' | 'remove', description: string) => {
    const name = `${does}${pair.name}`
    return {
      [name]: {
        type: new GraphQLObjectType<{ readonly id: string }, Asked>({
          name: `${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`,
          fields: {
            [one]: {
              type: object(pair.of),
              extensions: { reads: 'one' },
              resolve: ({ id }, _, { own: context }) => told(context, () => own.find(context, id)),
            },
          },
        }),
        description,
        args: {
          id: { type: new GraphQLNonNull(Uuid) },
          [pair.other]: { type: new GraphQLNonNull(Uuid) },
        },
        extensions: { reads: 'one' as const },
        resolve: (_, { id, [pair.other]: otherId }, { own: context }) =>
          told(context, () => own.link(context, does, { admission, pair }, id, otherId)),
      } satisfies GraphQLFieldConfig<unknown, Asked>,
    }
  }
  return {
    ...mutation('add', `Adds one to ${pair.human}; that it is there already is no mistake.`),
    ...mutation('remove', `Takes one from ${pair.human}.`),
  }
}
