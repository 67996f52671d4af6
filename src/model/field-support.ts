import { UserError } from '../errors.ts'
import { drawSpan } from './field-scanner.ts'
import { fieldTypes } from './field-types/table.ts'
import type { ScannedField } from './fields.ts'

/**
 * Refuses what the language can say and the templates do not make yet.
 *
 * @throws UserError whose `where` draws a caret under it
 */
export function checkSupport(text: string, scanned: readonly ScannedField[]): void {
  for (const { field, typeSpan, span } of scanned) {
    const refuse = (what: string, at: { start: number; end: number }, help: string) =>
      new UserError(`This version makes no ${what} yet.`, { where: drawSpan(text, at), help })
    if (!Object.hasOwn(fieldTypes, field.type) && field.type !== 'many') {
      throw refuse(field.type, typeSpan, `It makes: ${Object.keys(fieldTypes).join(', ')}.`)
    }
    for (const modifier of ['pattern'] as const) {
      if (field[modifier] === undefined) continue
      const at = { start: typeSpan.end, end: span.end }
      throw refuse(`${modifier} fields`, at, `Leave out ${modifier}, for now.`)
    }
  }
}
