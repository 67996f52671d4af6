import { type GraphQLFieldConfigMap, GraphQLNonNull, GraphQLObjectType } from 'graphql'
import type { Change } from './changes.ts'
import { type Asked, type Context, told } from './context.ts'
import { checkId, type Operations, type Shown } from './operations.ts'
import type { GraphqlResource } from './resource.ts'
import { Uuid } from './scalars.ts'
import type { Told } from './subscriptions.ts'

/** How the types of a resource are called, and what reads it. */
interface Parts {
  readonly type: string
  readonly one: string
  readonly object: GraphQLObjectType
  readonly operations: Operations
}

/** What can be told of a resource: that there is one more, that one has changed, that one is gone. */
export function subscriptionFields(
  resource: GraphqlResource,
  { type, one, object, operations }: Parts,
): GraphQLFieldConfigMap<unknown, Asked> {
  const { human } = resource

  const field = (
    does: Change['does'],
    payload: GraphQLObjectType,
    description: string,
    show: (context: Context, change: Change) => Promise<Shown>,
  ) => ({
    type: new GraphQLNonNull(payload),
    description,
    args: does === 'insert' ? {} : { id: { type: Uuid, description: `Of one ${human} alone.` } },
    extensions: { reads: 'one' as const },
    subscribe: (_: unknown, { id }: { readonly id?: string | null }, { own: context }: Asked) =>
      told(context, async () => {
        if (id) checkId(id)
        return context.subscriptions.open({
          context,
          resource,
          does,
          id: id?.toLowerCase(),
          show: (change) => show(context, change),
        })
      }),
    resolve: (event: unknown) => shownOf(event as Told),
  })

  const read = (context: Context, { id }: Change) => operations.get(context, id)
  const deletion = new GraphQLObjectType({
    name: `${type}DeletedPayload`,
    fields: { id: { type: new GraphQLNonNull(Uuid) } },
  })
  return {
    [`${one}Created`]: field('insert', object, `Each ${human} that is made.`, read),
    [`${one}Updated`]: field(
      'update',
      object,
      `Each ${human} that is changed, as it is then.`,
      read,
    ),
    // Nobody can read it any more: the id is all that is told.
    [`${one}Deleted`]: field(
      'delete',
      deletion,
      `Each ${human} that is removed.`,
      async (_, { id }) => ({
        id,
      }),
    ),
  }
}

function shownOf(event: Told): Shown {
  if ('error' in event) throw event.error
  return event.shown
}
