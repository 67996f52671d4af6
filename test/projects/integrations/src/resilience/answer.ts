import { Value } from 'typebox/value'
import type { Response } from 'undici'
import { IntegrationUnavailableError, RefusedError, WrongAnswerError } from './errors.ts'
import { MAX_ANSWER_BYTES } from './limits.ts'
import type { AnswerSchema } from './operation.ts'
import { retryAfterMs } from './retry-after.ts'

/**
 * What a third party answered, checked: nothing of it gets further that is not in the schema, and none
 * of its words are repeated.
 *
 * @throws IntegrationError for anything else
 */
export async function readAnswer(
  integration: string,
  response: Response,
  schema: AnswerSchema | null,
): Promise<unknown> {
  const { status } = response
  if (status < 200 || status > 299) {
    await discard(response)
    throw failureOf(integration, response)
  }
  if (schema === null) {
    await discard(response)
    return undefined
  }
  const type = response.headers.get('content-type') ?? ''
  if (!/^application\/(?:[\w.+-]+\+)?json *(?:;|$)/i.test(type)) {
    await discard(response)
    throw new WrongAnswerError(`${integration} answered with another media type than JSON`)
  }
  return checked(integration, await readText(integration, response), schema)
}

function failureOf(integration: string, { status, headers }: Response): Error {
  // A redirect could lead anywhere, into our own network too, and takes our token with it.
  if (status < 400) return new WrongAnswerError(`${integration} answered with ${status}`)
  if (status < 500 && status !== 408 && status !== 429) return new RefusedError(integration, status)
  return new IntegrationUnavailableError(`${integration} answered with ${status}`, {
    retryAfterMs: retryAfterMs(headers.get('retry-after'), Date.now()),
  })
}

/** Lets the connection go: what is not read would keep it. */
async function discard({ body }: Response): Promise<void> {
  await body?.cancel().catch(() => {})
}

async function readText(integration: string, { body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop cancels the rest of it, and closes the connection.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > MAX_ANSWER_BYTES) {
      throw new WrongAnswerError(`${integration} answered with more than ${MAX_ANSWER_BYTES} bytes`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function checked(integration: string, text: string, schema: AnswerSchema): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new WrongAnswerError(`${integration} answered with what is not JSON`)
  }
  const known = onlyKnown(value, schema)
  if (Value.Check(schema, known)) return known
  const [first] = Value.Errors(schema, known)
  const where = first?.instancePath || 'the whole of it'
  throw new WrongAnswerError(`${integration} answered with another shape: ${where}`)
}

/** Without the members that we do not know, which may come and go; one that may be null may be absent. */
function onlyKnown(value: unknown, schema: AnswerSchema): unknown {
  if ('items' in schema) {
    return Array.isArray(value) ? value.map((one) => onlyKnown(one, schema.items)) : value
  }
  const { properties } = schema
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const names = Object.keys(properties).filter(
    (name) => Object.hasOwn(value, name) || Value.Check(properties[name] ?? {}, null),
  )
  const members = value as Readonly<Record<string, unknown>>
  return Object.fromEntries(names.map((name) => [name, members[name] ?? null]))
}
