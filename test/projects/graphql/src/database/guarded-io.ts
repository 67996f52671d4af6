import http from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'

const unguarded = Symbol.for('a function of Node without the guard of transactions')
const ofDatabase = Symbol.for('a socket that a transaction may open')

type Call = ((this: unknown, ...values: never[]) => unknown) & { [unguarded]?: Call }

/** A socket for the database itself: to open one is what a transaction may do. */
export function databaseSocket(): Socket {
  return Object.assign(new Socket(), { [ofDatabase]: true })
}

/**
 * Has `fetch`, requests by `node:http`, and every connection that is opened call `check` first, which
 * throws where it may not be. What a library sends on a connection of its own that is open already is
 * not seen.
 */
export function guardIo(check: (what: string) => void): void {
  replace(
    globalThis,
    'fetch',
    (original) =>
      async function fetch(this: unknown, ...values) {
        check('fetch')
        return original.apply(this, values)
      },
  )
  // Both, since a connection that was kept alive is not opened again.
  for (const protocol of [http, https]) {
    for (const name of ['request', 'get'] as const) {
      replace(
        protocol,
        name,
        (original) =>
          function request(this: unknown, ...values) {
            check('a request')
            return original.apply(this, values)
          },
      )
    }
  }
  replace(
    Socket.prototype,
    'connect',
    (original) =>
      function connect(this: unknown, ...values) {
        if (!Object.hasOwn(this as object, ofDatabase)) check('a connection')
        return original.apply(this, values)
      },
  )
  // For those who import the functions by their names.
  syncBuiltinESMExports()
}

/** Puts a guarded function in the place of one, however often it is asked to. */
function replace<Name extends string>(
  owner: Record<Name, unknown> | object,
  name: Name,
  guarded: (original: Call) => Call,
): void {
  const functions = owner as Record<string, Call>
  const original = (functions[name] as Call)[unguarded] ?? (functions[name] as Call)
  functions[name] = Object.assign(guarded(original), { [unguarded]: original })
}
