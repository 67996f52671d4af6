import { UserError } from '../errors.ts'
import { formatModifiers } from './field-modifiers.ts'
import { drawSpan } from './field-scanner.ts'
import { fieldTypes } from './field-types.ts'
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
    if (!Object.hasOwn(fieldTypes, field.type)) {
      throw refuse(field.type, typeSpan, `It makes: ${Object.keys(fieldTypes).join(', ')}.`)
    }
    if (field.list) throw refuse('lists', typeSpan, 'Leave out the [].')
    const { onDelete, ...others } = field
    if (formatModifiers(others) !== '') {
      throw refuse('modifiers', { start: typeSpan.end, end: span.end }, 'Leave them out.')
    }
  }
}
