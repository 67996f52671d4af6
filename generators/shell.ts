import { isAbsolute, relative } from 'node:path'
import { shellWord } from '../src/steps/shell.ts'

/** The command that goes from one folder to another, or `undefined` where they are the same. */
export function changeDirectory(from: string, to: string): string | undefined {
  const path = relative(from, to)
  if (path === '') return undefined
  const short = path.split(/[\\/]/).filter((part) => part === '..').length > 2 ? to : path
  return `cd ${shellWord(isAbsolute(short) || !short.startsWith('-') ? short : `./${short}`)}`
}
