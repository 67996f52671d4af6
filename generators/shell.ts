import { isAbsolute, relative } from 'node:path'

/** A word as it can be typed into a shell: quoted where it must be. */
export function shellWord(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word
  if (platform === 'win32') return `"${word.replaceAll('"', '')}"`
  return `'${word.replaceAll("'", `'\\''`)}'`
}

/** The command that goes from one folder to another, or `undefined` where they are the same. */
export function changeDirectory(from: string, to: string): string | undefined {
  const path = relative(from, to)
  if (path === '') return undefined
  const short = path.split(/[\\/]/).filter((part) => part === '..').length > 2 ? to : path
  return `cd ${shellWord(isAbsolute(short) || !short.startsWith('-') ? short : `./${short}`)}`
}
