import { describeDocument, type MediaType, type Operation, type Schema } from './document.ts'

/**
 * What of the later document breaks a client of the earlier one: an operation that is gone, a request
 * that is not taken any more, an answer that lacks what it had. Additions are not among it, nor is
 * the end of what was deprecated (RFC 9745), nor another word of an enum in an answer.
 */
export function breakingChanges(earlier: object, later: object): string[] {
  const [before, after] = [describeDocument(earlier), describeDocument(later)]
  const compare = comparer(before.follow, after.follow)
  return before.operations.flatMap((operation) => {
    const now = after.operation(operation.method, operation.path)
    const changes = now ? compare(operation, now) : endOf(operation, earlier)
    return changes.map((change) => `${operation.name}: ${change}`)
  })
}

function endOf({ method, path }: Operation, document: object): string[] {
  const described = (document as Schema).paths[path][method.toLowerCase()]
  return described.deprecated === true ? [] : ['is gone']
}

type Follow = (schema: Schema) => Schema

function comparer(followBefore: Follow, followAfter: Follow) {
  return (before: Operation, after: Operation): string[] => [
    ...parameterChanges(before, after),
    ...bodyChanges(before, after),
    ...answerChanges(before, after),
  ]

  function parameterChanges(before: Operation, after: Operation): string[] {
    const find = (
      { parameters }: Operation,
      { name, in: place }: Operation['parameters'][number],
    ) => parameters.find((it) => it.name === name && it.in === place)
    const known = before.parameters.flatMap((parameter) => {
      const now = find(after, parameter)
      if (!now) return [`does not take ${parameter.name} any more`]
      return narrowings(parameter.schema, now.schema, parameter.name)
    })
    const needed = after.parameters.filter((it) => it.required && !find(before, it)?.required)
    return [...known, ...needed.map(({ name }) => `needs ${name}`)]
  }

  function bodyChanges(before: Operation, after: Operation): string[] {
    if (!before.body) return after.body ? ['needs a body'] : []
    return mediaChanges(before.body, after.body ?? {}, narrowings, 'the body')
  }

  function answerChanges(before: Operation, after: Operation): string[] {
    const successes = Object.entries(before.answers).filter(([status]) => status.startsWith('2'))
    return successes.flatMap(([status, { content = {} }]) => {
      const now = after.answers[status]
      if (!now) return [`does not answer ${status} any more`]
      return mediaChanges(content, now.content ?? {}, losses, `the answer ${status}`)
    })
  }

  function mediaChanges(
    before: Readonly<Record<string, MediaType>>,
    after: Readonly<Record<string, MediaType>>,
    changes: (before: Schema, after: Schema, at: string) => string[],
    at: string,
  ): string[] {
    return Object.entries(before).flatMap(([type, { schema = {} }]) => {
      const now = after[type]
      return now ? changes(schema, now.schema ?? {}, at) : [`${at} is not ${type} any more`]
    })
  }

  /** How the later schema takes less than the earlier one. */
  function narrowings(earlier: Schema, later: Schema, at: string): string[] {
    const [before, after] = [followBefore(earlier), followAfter(later)]
    const properties: Readonly<Record<string, Schema>> = before.properties ?? {}
    const now: Readonly<Record<string, Schema>> = after.properties ?? {}
    const needed = ((after.required ?? []) as string[]).filter(
      (key) => !before.required?.includes(key),
    )
    return [
      ...limitChanges(before, after, at),
      ...lost(typesOf(before), typesOf(after)).map((type) => `${at} cannot be ${type} any more`),
      ...lost(valuesOf(before), valuesOf(after)).map((it) => `${at} cannot be ${it} any more`),
      ...needed.map((key) => `${at}/${key} is needed now`),
      ...Object.entries(properties).flatMap(([key, property]) => {
        if (now[key]) return narrowings(property, now[key], `${at}/${key}`)
        return after.additionalProperties === false ? [`${at}/${key} is not taken any more`] : []
      }),
      ...(before.items && after.items ? narrowings(before.items, after.items, `${at}/*`) : []),
      ...choiceChanges(before, after, at),
    ]
  }

  /** What the earlier schema promises of an answer, and the later one does not. */
  function losses(earlier: Schema, later: Schema, at: string): string[] {
    const [before, after] = [followBefore(earlier), followAfter(later)]
    const properties: Readonly<Record<string, Schema>> = before.properties ?? {}
    const now: Readonly<Record<string, Schema>> = after.properties ?? {}
    return [
      ...lost(typesOf(after), typesOf(before)).map((type) => `${at} can be ${type} now`),
      ...Object.entries(properties).flatMap(([key, property]) => {
        if (!now[key]) return [`${at}/${key} is gone`]
        const isLess = before.required?.includes(key) && !after.required?.includes(key)
        if (isLess) return [`${at}/${key} may be missing now`]
        return losses(property, now[key], `${at}/${key}`)
      }),
      ...(before.items && after.items ? losses(before.items, after.items, `${at}/*`) : []),
      ...choiceChanges(before, after, at),
    ]
  }
}

/** What may be one of several is looked at as a whole. */
function choiceChanges(before: Schema, after: Schema, at: string): string[] {
  const shapes = (schema: Schema) => JSON.stringify([schema.anyOf, schema.oneOf, schema.allOf])
  return shapes(before) === shapes(after) ? [] : [`${at} has other choices`]
}

const most = ['maxLength', 'maximum', 'maxItems', 'maxProperties', 'formatMaximum']
const least = ['minLength', 'minimum', 'minItems', 'minProperties', 'formatMinimum']

function limitChanges(before: Schema, after: Schema, at: string): string[] {
  const number = (schema: Schema, key: string, none: number) => Number(schema[key] ?? none)
  const lower = most.filter(
    (key) =>
      number(after, key, Number.POSITIVE_INFINITY) < number(before, key, Number.POSITIVE_INFINITY),
  )
  const higher = least.filter(
    (key) =>
      number(after, key, Number.NEGATIVE_INFINITY) > number(before, key, Number.NEGATIVE_INFINITY),
  )
  const other = ['pattern', 'format', 'multipleOf'].filter(
    (key) => key in after && after[key] !== before[key],
  )
  return [...lower, ...higher, ...other].map((key) => `${at} has another ${key}: ${after[key]}`)
}

function typesOf({ type }: Schema): string[] {
  return type === undefined ? [] : [type].flat()
}

function valuesOf(schema: Schema): string[] {
  const values: unknown[] = 'const' in schema ? [schema.const] : (schema.enum ?? [])
  return values.map((value) => JSON.stringify(value))
}

/** What the wider list allows and the narrower one does not; an empty one allows everything. */
function lost(wide: readonly string[], narrow: readonly string[]): readonly string[] {
  if (narrow.length === 0) return []
  return wide.length === 0 ? ['something else'] : wide.filter((it) => !narrow.includes(it))
}
