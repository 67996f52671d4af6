import { UserError } from '../errors.ts'
import { painter, wantsColour } from './colour.ts'
import { plain } from './plain.ts'

/** An error for people: what, where and help. A fault of this program has its stack as well. */
export function formatError(error: unknown, { colour = wantsColour() } = {}): string {
  const paint = painter(colour)
  if (error instanceof UserError) {
    const lines = [
      error.exitCode === 130
        ? plain(error.message)
        : `${paint('red', 'Error:')} ${plain(error.message)}`,
    ]
    if (error.where !== undefined) lines.push(indent(plain(error.where)))
    if (error.help !== undefined) lines.push(indent(plain(error.help)))
    return `${lines.join('\n')}\n`
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [
    `${paint('red', 'This is a fault of create-alex-api, not of yours:')}`,
    plain(stack),
    'Please report it where the package is developed (see "npm repo create-alex-api"), with these',
    'lines and the command that you ran.',
    '',
  ].join('\n')
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
