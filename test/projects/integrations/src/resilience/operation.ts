import type { TArray, TObject } from 'typebox'

/** What an answer may be: an object, or a list of them. */
export type AnswerSchema = TObject | TArray<TObject>

/** One thing that a third party does for us. */
export interface Operation {
  readonly name: string
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/charges/:id`, below the base address. */
  readonly path: string
  /** What of the input is sent, as a body, or behind the `?` where the method has none. */
  readonly sends: readonly string[]
  /** What an answer has to be; null where there is nothing to read. */
  readonly answer: AnswerSchema | null
  /** Whether doing it twice is as doing it once (RFC 9110, 9.2.2), so that it may be tried again. */
  readonly isIdempotent: boolean
  /** Whether it carries an `Idempotency-Key`, the same one for every try, which makes it idempotent. */
  readonly sendsKey: boolean
  readonly fallback: Fallback
}

/** What is answered when the third party does not: nothing, a value, or its last good answer. */
export type Fallback =
  | { readonly kind: 'none' }
  | { readonly kind: 'default'; readonly value: unknown }
  | { readonly kind: 'stale' }
  /** Word that it is done later: `callOrQueue`. */
  | { readonly kind: 'queue' }

type Input = Readonly<Record<string, unknown>>

/**
 * Where a request goes.
 *
 * @throws RangeError for a part of the path that would lead elsewhere
 */
export function addressOf(base: string, { path, method, sends }: Operation, input: Input): URL {
  const filled = path.replaceAll(/:([A-Za-z]\w*)/g, (_, name: string) => partOf(name, input[name]))
  const url = new URL(`${base.replace(/\/+$/, '')}${filled}`)
  if (!hasBody(method)) {
    for (const name of sends) {
      const value = input[name]
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== undefined && one !== null) url.searchParams.append(name, String(one))
      }
    }
  }
  return url
}

/** `..` is left alone by every encoding, and leads out of the path. */
function partOf(name: string, value: unknown): string {
  const text = String(value ?? '')
  if (/^\.{0,2}$/.test(text)) throw new RangeError(`${name} cannot be a part of a path`)
  return encodeURIComponent(text)
}

export function bodyOf({ method, sends }: Operation, input: Input): string | undefined {
  if (!hasBody(method) || sends.length === 0) return undefined
  return JSON.stringify(Object.fromEntries(sends.map((name) => [name, input[name]])))
}

function hasBody(method: Operation['method']): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH'
}
