import {
  type ExecutionArgs,
  type GraphQLError,
  type GraphQLInputType,
  getNullableType,
  getOperationAST,
  isInputObjectType,
  isInputType,
  isListType,
  typeFromAST,
  validateInputValue,
} from 'graphql'
import type { FieldError } from '../shared/errors.ts'
import { refusal } from './errors.ts'

/**
 * Says what is wrong with the variables of a request, with a pointer into each: as a body that breaks
 * its schema is told by REST. GraphQL itself only has sentences for that.
 */
export function checkVariables(
  { document, operationName, schema, variableValues }: ExecutionArgs,
  { hidesSchema }: { readonly hidesSchema: boolean },
): GraphQLError[] {
  const operation = getOperationAST(document, operationName)
  return (operation?.variableDefinitions ?? []).flatMap((definition) => {
    const name = definition.variable.name.value
    const type = typeFromAST(schema, definition.type)
    const isLeftOut = variableValues?.[name] === undefined
    if (!isInputType(type) || (isLeftOut && definition.defaultValue)) return []
    const errors: FieldError[] = []
    if (isLeftOut && definition.type.kind === 'NonNullType') {
      errors.push({ pointer: '', code: 'required', message: 'is required' })
    }
    if (!isLeftOut) {
      errors.push(...loneItems(variableValues?.[name], type))
      validateInputValue(
        variableValues?.[name],
        type,
        (error, path) => errors.push(faultOf(error, path)),
        hidesSchema,
      )
    }
    if (errors.length === 0) return []
    const message = `The variable $${name} is not valid.`
    return [refusal('validation_failed', message, { nodes: definition, errors, variable: name })]
  })
}

/** GraphQL takes one item for a list of it. By REST that is a mistake, and so it is here. */
function loneItems(value: unknown, input: GraphQLInputType, at = ''): FieldError[] {
  const type = getNullableType(input)
  if (value === null || value === undefined) return []
  if (isListType(type)) {
    if (!Array.isArray(value)) return [{ pointer: at, code: 'type', message: 'must be array' }]
    return value.flatMap((item, index) => loneItems(item, type.ofType, `${at}/${index}`))
  }
  if (!isInputObjectType(type) || typeof value !== 'object') return []
  const fields = type.getFields()
  return Object.entries(value).flatMap(([key, part]) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined
    return field ? loneItems(part, field.type, `${at}/${key}`) : []
  })
}

/** What GraphQL says of a key that is missing or unknown is about the object around it. */
function faultOf({ message }: GraphQLError, path: readonly (string | number)[]): FieldError {
  const [, required] = /include required field "(\w+)"/.exec(message) ?? []
  const [, unknown] = /unknown field "(\w+)"/.exec(message) ?? []
  const key = required ?? unknown
  const pointer = [...path, ...(key === undefined ? [] : [key])].map((part) => `/${part}`).join('')
  if (required !== undefined) return { pointer, code: 'required', message: 'is required' }
  if (unknown !== undefined) return { pointer, code: 'unknown', message: 'is not known' }
  return { pointer, code: 'type', message }
}
