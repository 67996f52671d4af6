import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]
export type Paint = (format: Format, text: string) => string

/** Colours for people at a terminal: NO_COLOR switches them off, FORCE_COLOR on. */
export function wantsColour(
  stream: { readonly isTTY?: boolean } = process.stderr,
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR)
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  return stream.isTTY === true && env.TERM !== 'dumb'
}

export function painter(colour: boolean): Paint {
  // `styleText` looks at stdout, of a version-dependent mind; what counts here is stderr.
  return colour
    ? (format, text) => styleText(format, text, { validateStream: false })
    : (_, text) => text
}
