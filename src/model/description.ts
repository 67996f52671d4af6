import { UserError } from '../errors.ts'
import { printLiteral } from './literal.ts'
import type { ResourceNames } from './names.ts'

const MAX_DESCRIPTION = 2_000

/**
 * Reads what `--description` says: text of one line or more.
 *
 * @throws UserError for none, for too much, and for what is no text
 */
export function parseDescription(typed: string): string {
  const text = typed.replaceAll('\r\n', '\n').trim()
  const refuse = (message: string, help: string) => new UserError(message, { help })
  if (text === '') {
    throw refuse('The description is empty.', 'Leave it out, or say what the resource is.')
  }
  if (text.length > MAX_DESCRIPTION) {
    throw refuse(
      `The description has ${text.length} characters, and may have ${MAX_DESCRIPTION}.`,
      'Say more of it in the files under docs/.',
    )
  }
  // Other than line feeds and tabs; and halves of a pair of surrogates.
  if (/[^\P{Cc}\n\t]|\p{Cs}/u.test(text)) {
    throw refuse('The description holds a character that is no text.', 'Leave it out.')
  }
  return text
}

/** What the documentation says of a resource, as code. */
export function tagDescription({ humans }: ResourceNames, description?: string): string {
  return printLiteral(description ?? `Create, read, change and remove ${humans}.`)
}
