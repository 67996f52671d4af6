/**
 * Names whose values never reach a log, in any spelling and at any depth. This is the second line
 * of defence: the first is to log identifiers instead of whole objects.
 */
const secretName =
  /authorization|cookie|passw|secret|token|api[-_]?key|private[-_]?key|credential|signature|database_?url|connection_?string|e-?mail|iban|cvv|cvc|ssn/i

export const censor = '[redacted]'
const maximumDepth = 8

/**
 * Copies plain objects and arrays with secrets replaced and errors made safe to log. Instances of
 * classes pass through untouched: they are for the serializers of the logger.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return describeError(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > maximumDepth) return '[too deep]'
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  if (!isPlain(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      secretName.test(name) && part !== undefined && part !== null
        ? censor
        : redact(part, depth + 1),
    ]),
  )
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/**
 * What a log holds of an error: a fixed list, for libraries hang whole requests, connection options
 * and rows on their errors. `detail` of a database error is left out since it quotes the values.
 */
const safeProperties = [
  'code',
  'kind',
  'statusCode',
  'severity',
  'schema',
  'table',
  'column',
].concat('constraint', 'routine', 'syscall', 'address', 'port')

function describeError(error: Error, depth = 0): Record<string, unknown> {
  const properties = error as unknown as Record<string, unknown>
  const described: Record<string, unknown> = {
    type: error.name,
    message: withoutCredentials(error.message),
    stack: withoutCredentials(error.stack ?? ''),
  }
  for (const name of safeProperties) {
    const value = properties[name]
    if (typeof value === 'string' || typeof value === 'number') described[name] = value
  }
  if (depth >= maximumDepth) return described
  if (error.cause instanceof Error) described.cause = describeError(error.cause, depth + 1)
  if (error instanceof AggregateError) {
    described.errors = error.errors
      .slice(0, 10)
      .filter((it) => it instanceof Error)
      .map((it) => describeError(it, depth + 1))
  }
  return described
}

/** User and password of a URL, as drivers like to quote it; a password may hold an `@` itself. */
export function withoutCredentials(text: string): string {
  return text.replace(/:\/\/[^\s/]+@/g, `://${censor}@`)
}
