import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableType,
  type GraphQLScalarType,
  GraphQLString,
} from 'graphql'
import type { TSchema } from 'typebox'
import * as scalars from './scalars.ts'

/** As much of a schema of JSON as tells its type. */
interface Shape {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly items?: TSchema
  readonly description?: string
}

/** What a value can be, in GraphQL's own words. */
export type ValueType = GraphQLScalarType | GraphQLEnumType | GraphQLList<GraphQLNonNull<ValueType>>

export interface TypedValue {
  readonly type: ValueType
  readonly isNullable: boolean
  readonly description: string | undefined
}

const formats: Readonly<Record<string, GraphQLScalarType>> = {
  'date-time': scalars.DateTime,
  date: scalars.LocalDate,
  uuid: scalars.Uuid,
  int64: scalars.BigInteger,
  decimal: scalars.Decimal,
  uri: scalars.WebAddress,
  email: scalars.EmailAddress,
}

const kinds: Readonly<Record<string, GraphQLScalarType>> = {
  string: GraphQLString,
  number: GraphQLFloat,
  boolean: GraphQLBoolean,
  object: scalars.Json,
}

/**
 * Finds the types of GraphQL for what the schemas of a slice say, so that nothing is said twice. An
 * enumeration gets a type of its own, made once.
 */
export function createTypes() {
  const enums = new Map<string, GraphQLEnumType>()

  /** @throws Error naming the place, for a schema that no type stands for */
  function typeOf(schema: TSchema, name: string): TypedValue {
    const shape = schema as Shape
    const names = [shape.type ?? []].flat()
    const [kind, ...others] = names.filter((it) => it !== 'null')
    if (kind === undefined || others.length > 0) {
      throw new Error(`${name}: there is no GraphQL type for ${JSON.stringify(schema)}`)
    }
    return {
      type: valueType(shape, kind, name),
      isNullable: names.includes('null'),
      description: shape.description,
    }
  }

  function valueType(shape: Shape, kind: string, name: string): ValueType {
    if (kind === 'array' && shape.items) {
      return new GraphQLList(new GraphQLNonNull(typeOf(shape.items, name).type))
    }
    if (shape.enum) return enumOf(shape.enum, name)
    // What does not fit into 32 bits is text, so a whole number that has no format is none of ours.
    if (kind === 'integer' && shape.format === 'int32') return GraphQLInt
    const type = formats[shape.format ?? ''] ?? kinds[kind]
    if (type) return type
    throw new Error(`${name}: there is no GraphQL type for ${kind}`)
  }

  /** The values are those of REST. Where one of them is no name in GraphQL, they are texts. */
  function enumOf(values: readonly unknown[], name: string): GraphQLEnumType | GraphQLScalarType {
    const words = values.filter((it) => it !== null).map(String)
    if (!words.every(isEnumValue)) return GraphQLString
    const known = enums.get(name)
    if (known) return known
    const made = new GraphQLEnumType({
      name,
      values: Object.fromEntries(words.map((word) => [word, { value: word }])),
    })
    enums.set(name, made)
    return made
  }

  return { typeOf }
}

export type Types = ReturnType<typeof createTypes>

function isEnumValue(word: string): boolean {
  return /^(?!__)[A-Za-z_]\w*$/.test(word) && !['true', 'false', 'null'].includes(word)
}

/** `T!`, or `T` for what may be null. */
export function orNull<T extends GraphQLNullableType>(type: T, isNullable: boolean) {
  return isNullable ? type : new GraphQLNonNull(type)
}
