import type { Field, FieldTypeName } from '../field.ts'
import type { FieldType } from './field-type.ts'
import { listOf } from './list.ts'
import { bigint, decimal, float, integer } from './number.ts'
import { boolean, date, json, reference, timestamp, uuid } from './other.ts'
import { choice, email, longText, string, url } from './text.ts'

/** The types that a column has: all but many. */
export type ColumnTypeName = Exclude<FieldTypeName, 'many'>

/** One row for each type: the only place that knows what a type amounts to. */
export const fieldTypes: Readonly<Record<ColumnTypeName, FieldType>> = {
  string,
  text: longText,
  integer,
  bigint,
  decimal,
  float,
  boolean,
  uuid,
  date,
  timestamp,
  json,
  enum: choice,
  email,
  url,
  ref: reference,
}

/** What the field's type, or the list of it, amounts to. */
export function typeOf({ type, list }: Field): FieldType {
  const found = fieldTypes[type as ColumnTypeName]
  if (!found) throw new Error(`a ${type} is no column`)
  return list ? listOf(found) : found
}
