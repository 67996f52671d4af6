import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLInputFieldConfig,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
} from 'graphql'
import type { Filter, Filters } from '../http/filters.ts'
import type { Operator } from '../shared/pagination.ts'
import type { Types, ValueType } from './types.ts'

// A list is narrowed and ordered by what it is by REST: the arguments become the parameters of that
// query, and are read by what reads it.

const meanings: Readonly<Record<Operator, string>> = {
  eq: 'Is this.',
  ne: 'Is another than this.',
  in: 'Is one of these, at most 50.',
  gt: 'Is more than this.',
  gte: 'Is this or more.',
  lt: 'Is less than this.',
  lte: 'Is this or less.',
  null: 'Has no value (`true`), or has one (`false`).',
}

/** `null` can be no name everywhere. */
function inputName(operator: Operator): string {
  return operator === 'null' ? 'isNull' : operator
}

export const SortDirection = new GraphQLEnumType({
  name: 'SortDirection',
  values: { ASC: { value: '' }, DESC: { value: '-' } },
})

/** What the list of a type can be narrowed and ordered by, as types. */
export function createFilterTypes(types: Types) {
  const comparisons = new Map<string, GraphQLInputObjectType>()

  /** One type for all fields that are compared alike. */
  function comparisonOf(filter: Filter, owner: string): GraphQLInputObjectType {
    const { type } = types.typeOf(filter.schema, owner)
    const name = `${String(type).replaceAll(/\W/g, '')}${kindOf(filter)}Filter`
    const known = comparisons.get(name)
    if (known) return known
    const made = new GraphQLInputObjectType({
      name,
      fields: Object.fromEntries(
        filter.operators.map((operator): [string, GraphQLInputFieldConfig] => [
          inputName(operator),
          { type: operandOf(operator, type), description: meanings[operator] },
        ]),
      ),
    })
    comparisons.set(name, made)
    return made
  }

  return {
    filterOf(typeName: string, filters: Filters): GraphQLInputObjectType {
      return new GraphQLInputObjectType({
        name: `${typeName}Filter`,
        description: 'All that is said must hold.',
        fields: Object.fromEntries(
          Object.entries(filters).map(([field, filter]) => [
            field,
            { type: comparisonOf(filter, `${typeName}${capitalized(field)}Value`) },
          ]),
        ),
      })
    },

    sortOf(typeName: string, filters: Filters): GraphQLInputObjectType {
      const sortable = Object.keys(filters).filter((field) => filters[field]?.sortable !== false)
      const field = new GraphQLEnumType({
        name: `${typeName}SortField`,
        values: Object.fromEntries(sortable.map((it) => [it, { value: it }])),
      })
      return new GraphQLInputObjectType({
        name: `${typeName}Sort`,
        fields: {
          field: { type: new GraphQLNonNull(field) },
          direction: { type: new GraphQLNonNull(SortDirection), default: { value: 'ASC' } },
        },
      })
    },
  }
}

function operandOf(operator: Operator, type: ValueType): GraphQLInputType {
  if (operator === 'null') return GraphQLBoolean
  return operator === 'in' ? new GraphQLList(new GraphQLNonNull(type)) : type
}

/** By what can be asked: the rest of the name of its type. */
function kindOf({ operators }: Filter): string {
  const names = operators.join(' ')
  const nullable = operators.includes('null') ? 'Nullable' : ''
  if (operators.includes('gt')) return `${nullable}Ordered`
  if (!names.includes('ne')) return `${nullable}Reference`
  return operators.includes('in') ? `${nullable}Choice` : `${nullable}Equal`
}

/** The arguments of a list. */
export interface ListArguments {
  readonly first: number
  readonly after?: string | null
  readonly filter?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>> | null
  readonly sort?: readonly { readonly field: string; readonly direction: string }[] | null
}

/** The same list by REST: its query, as `list-query.ts` reads it. */
export function toQuery({ first, after, filter, sort }: ListArguments): Record<string, unknown> {
  const conditions = Object.entries(filter ?? {}).flatMap(([field, asked]) =>
    Object.entries(asked ?? {}).flatMap(([operator, value]): [string, unknown][] => {
      if (value === null || value === undefined) return []
      if (operator === 'eq') return [[field, value]]
      const name = operator === 'isNull' ? 'null' : operator
      return [[`${field}[${name}]`, operator === 'in' ? joined(value as unknown[]) : value]]
    }),
  )
  const keys = (sort ?? []).map(({ field, direction }) => `${direction}${field}`)
  return {
    ...Object.fromEntries(conditions),
    limit: first,
    ...(after !== null && after !== undefined && { cursor: after }),
    ...(keys.length > 0 && { sort: keys.join(',') }),
  }
}

/** A value with a comma in it stays apart from the others, which an address could not say. */
function joined(values: readonly unknown[]): unknown {
  return values.some((value) => String(value).includes(',')) ? values : values.join(',')
}

export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
