import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { refusal } from './errors.ts'

/** How much one request may ask for. */
export interface QueryLimits {
  /** Words and signs of the text. */
  readonly tokens: number
  readonly depth: number
  readonly aliases: number
  readonly directives: number
  /** Fields in all, those of a fragment each time that it is used. */
  readonly fields: number
  /** Fields at the top: operations in one request. */
  readonly roots: number
  /** How many resources, and lists of them, could be read. */
  readonly cost: number
}

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    /** Set for what reads one resource, or a list of as many as its `first` says. */
    readonly reads?: 'one' | 'list'
  }
}

interface Measured {
  depth: number
  aliases: number
  directives: number
  fields: number
  roots: number
  cost: number
}

type Variables = Readonly<Record<string, unknown>>

/**
 * What a request asks for beyond the limits, told before it is validated: validation itself compares
 * fields with one another. Walks as far as the first limit and no further.
 *
 * @returns the refusal, or `undefined`
 */
export function beyondLimits(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Variables,
  limits: QueryLimits,
): GraphQLError | undefined {
  const measured: Measured = {
    depth: 0,
    aliases: 0,
    directives: 0,
    fields: 0,
    roots: 0,
    cost: 0,
  }
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition)
    }
  }

  const exceeded = () =>
    (Object.keys(measured) as (keyof Measured)[]).find((name) => measured[name] > limits[name])

  /** @returns whether to go on */
  function walk(
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | undefined,
    depth: number,
    times: number,
  ): boolean {
    return selections.every((selection) => {
      measured.directives += selection.directives?.length ?? 0
      if (selection.kind === Kind.FIELD) return walkField(selection, type, depth + 1, times)
      // Not a field, and yet something to be walked: so that nothing is free.
      measured.fields += 1
      if (exceeded()) return false
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
      if (!fragment) return true
      const condition = fragment.typeCondition?.name.value
      const own = condition === undefined ? type : schema.getType(condition)
      // A fragment that uses itself ends at the depth.
      return walk(fragment.selectionSet, own, depth + (fragment === selection ? 0 : 1), times)
    })
  }

  function walkField(
    field: FieldNode,
    type: GraphQLNamedType | undefined,
    depth: number,
    times: number,
  ): boolean {
    // The tools of developers ask for all of the schema, where they may.
    if (depth === 1 && field.name.value.startsWith('__')) return true
    measured.fields += 1
    measured.depth = Math.max(measured.depth, depth)
    if (field.alias) measured.aliases += 1
    if (depth === 1) measured.roots += 1
    const known =
      isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name.value] : undefined
    const inner = times * sizeOf(known, field, variables)
    measured.cost += known?.extensions.reads ? inner : 0
    if (known?.extensions.reads === 'list') measured.cost += times
    if (exceeded()) return false
    if (!field.selectionSet) return true
    return walk(field.selectionSet, known && getNamedType(known.type), depth, inner)
  }

  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    measured.directives += definition.directives?.length ?? 0
    const root = schema.getRootType(definition.operation) ?? undefined
    if (!walk(definition.selectionSet, root, 0, 1)) break
  }
  const name = exceeded()
  return name && limitExceeded(name, limits[name])
}

/** How many there may be of what is below a field; what is no number will be refused as such. */
function sizeOf(
  known: GraphQLField<unknown, unknown> | undefined,
  field: FieldNode,
  variables: Variables,
): number {
  if (known?.extensions.reads !== 'list') return 1
  const value = field.arguments?.find(({ name }) => name.value === 'first')?.value
  const first =
    value?.kind === Kind.VARIABLE
      ? variables[value.name.value]
      : value?.kind === Kind.INT
        ? Number(value.value)
        : undefined
  return typeof first === 'number' && first > 0 ? first : 1
}

const units: Readonly<Record<keyof QueryLimits, string>> = {
  tokens: 'words and signs',
  depth: 'levels of fields',
  aliases: 'aliases',
  directives: 'directives',
  fields: 'fields',
  roots: 'operations at the top',
  cost: 'resources and lists that could be read',
}

/** Says which limit it was, and how far it goes. */
export function limitExceeded(name: keyof QueryLimits, max: number): GraphQLError {
  return refusal('graphql_limit_exceeded', `A request has at most ${max} ${units[name]}.`, {
    limit: { name, max },
  })
}
