import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql'

// What JSON has no type for goes over the wire as the same text as by REST, so that both doors give
// the same answer. Of a value of these types only its kind is looked at here: what it may hold is
// said by the schema of its field, which is checked before anything is done with it.

export const DateTime = text(
  'DateTime',
  'A time, as RFC 3339 writes it: 2026-01-31T09:30:00.000Z.',
  {
    specifiedBy: 'https://scalars.graphql.org/andimarek/date-time.html',
  },
)
export const LocalDate = text('Date', 'A day without a time: 2026-01-31.')
export const Uuid = text('UUID', 'A UUID, with hyphens (RFC 9562).', {
  specifiedBy: 'https://www.rfc-editor.org/rfc/rfc9562',
})
export const BigInteger = text(
  'BigInt',
  'A whole number of 64 bits, as text: a number of JSON would lose digits in most programs.',
)
export const Decimal = text('Decimal', 'An exact number, as text: 12.50.')
export const WebAddress = text('URL', 'The address of a page.', {
  specifiedBy: 'https://url.spec.whatwg.org/',
})
export const EmailAddress = text('EmailAddress', 'An address of electronic mail.')

export const Json = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'An object of any shape.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  coerceInputValue: (value) => value,
  coerceInputLiteral: toJson,
})

function text(name: string, description: string, { specifiedBy }: { specifiedBy?: string } = {}) {
  const check = (value: unknown) => {
    if (typeof value === 'string') return value
    throw new GraphQLError(`${name} is a text.`)
  }
  return new GraphQLScalarType<string, string>({
    name,
    description,
    ...(specifiedBy && { specifiedByURL: specifiedBy }),
    coerceOutputValue: check,
    coerceInputValue: check,
    coerceInputLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined),
  })
}

/** Objects have no prototype, so that no key of a caller can be more than a key. */
function toJson(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value)
    case Kind.LIST:
      return node.values.map(toJson)
    case Kind.OBJECT: {
      const object: Record<string, unknown> = Object.create(null)
      for (const { name, value } of node.fields) object[name.value] = toJson(value)
      return object
    }
    case Kind.VARIABLE:
      throw new GraphQLError('A variable cannot be a part of a JSON literal: make all of it one.')
    default:
      return node.value
  }
}
