import {
  type AppError,
  ConflictError,
  InvalidError,
  TakenError,
  TimeoutError,
  UnavailableError,
} from '../shared/errors.ts'
import { foreignKeys } from './foreign-keys.ts'
import { uniqueValues } from './unique-values.ts'

type Translate = (cause: unknown) => AppError

const taken: Translate = (cause) =>
  new TakenError(uniqueValues[constraintOf(cause)]?.field, { cause })
const stillUsed: Translate = (cause) =>
  new ConflictError('still_referenced', `${referrerOf(cause)} still refers to it.`, { cause })
const unknownReference: Translate = (cause) => {
  const key = foreignKeyOf(cause)
  const errors = key && [
    { pointer: `/${key.field}`, code: 'unknown_reference', message: 'must be of one that exists' },
  ]
  return new InvalidError('unknown_reference', 'It refers to something that does not exist.', {
    cause,
    ...(errors && { errors }),
  })
}
const brokenRule: Translate = (cause) =>
  new InvalidError('constraint_violated', 'A value is missing or breaks a rule.', { cause })
const unusableValue: Translate = (cause) =>
  new InvalidError('invalid_value', 'A value cannot be stored.', { cause })
const contention: Translate = (cause) =>
  new UnavailableError('try_again', 'Others are changing the same data. Try again.', { cause })
const tooSlow: Translate = (cause) =>
  new TimeoutError('database_timeout', 'The database took too long.', { cause })
const unreachable: Translate = (cause) =>
  new UnavailableError('database_unavailable', 'The database cannot be reached.', { cause })

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const byCode: Readonly<Record<string, Translate>> = {
  '23001': stillUsed,
  '23502': brokenRule,
  '23503': (cause) => (isFromReferrer(cause) ? unknownReference(cause) : stillUsed(cause)),
  '23505': taken,
  '23514': brokenRule,
  '23P01': taken,
  '25P03': tooSlow,
  '40001': contention,
  '40P01': contention,
  '55P03': contention,
  '57014': tooSlow,
  '57P01': unreachable,
  '57P02': unreachable,
  '57P03': unreachable,
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EPIPE: unreachable,
  ETIMEDOUT: unreachable,
}

/** The first two characters of an SQLSTATE: connections, values, logins, databases, resources. */
const byClass: Readonly<Record<string, Translate>> = {
  '08': unreachable,
  '22': unusableValue,
  '28': unreachable,
  '3D': unreachable,
  '53': unreachable,
}

/** A statement that the server cannot make sense of is our fault, though the class says connection. */
const protocolViolation = '08P01'

/** `pg` reports a pool that is exhausted, and a connection that broke, by the message alone. */
const withoutCode = [
  /^timeout exceeded when trying to connect$/,
  /^Connection terminated/,
  /^Client has encountered a connection error/,
  /^Cannot use a pool after calling end/,
]

/**
 * Tells what a failure of the database means to the rest of the program; undefined when it is not
 * the database's, or a fault of ours. It goes by code, since the drivers have different classes.
 */
export function translateDatabaseError(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === protocolViolation) return undefined
  if (code === '' && withoutCode.some((it) => it.test(error.message))) return unreachable(error)
  const isSqlState = /^[0-9A-Z]{5}$/.test(code)
  const translate = byCode[code] ?? (isSqlState ? byClass[code.slice(0, 2)] : undefined)
  return translate?.(error)
}

function foreignKeyOf(error: unknown) {
  return foreignKeys[constraintOf(error)]
}

/** The name of the rule that was broken. */
function constraintOf(error: unknown): string {
  return error instanceof Error && 'constraint' in error ? String(error.constraint) : ''
}

/** `The author of an article`: who is told may know what there is, but not which one. */
function referrerOf(error: unknown): string {
  const key = foreignKeyOf(error)
  return key ? `${key.of}, by its ${key.field},` : 'Something else'
}

/**
 * One code stands for both directions of a foreign key. Only the message tells them apart, and only
 * in English; in other languages both are a conflict.
 */
function isFromReferrer(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('insert or update')
}
