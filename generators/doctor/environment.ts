import { parseEnv } from 'node:util'

export const ENV = '.env'
export const EXAMPLE = '.env.example'

/** A variable that `.env.example` sets. */
export interface Expected {
  readonly key: string
  /** What it is set to there. */
  readonly example: string
  /** How many random bytes a secret has; undefined for what is none. */
  readonly bytes?: number
}

/** What the project reads from its environment, and what it has. */
export interface Environment {
  /** The text of `.env`, where there is one. */
  readonly text: string | undefined
  readonly example: string | undefined
  readonly expected: readonly Expected[]
  /** The variables of `.env`. */
  readonly own: Readonly<Record<string, string | undefined>>
  /** What a variable is in the end: what is set outside counts more than the file. */
  readonly valueIn: (key: string) => string | undefined
  /** The line of `.env` that sets a variable, 1-based. */
  readonly lineOf: (key: string) => number | undefined
}

/** Reads `.env` and `.env.example`. Never throws. */
export function readEnvironment(
  textOf: (path: string) => string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Environment {
  const [text, example] = [textOf(ENV), textOf(EXAMPLE)]
  const own = parse(text)
  return {
    text,
    example,
    expected: expectedOf(example ?? ''),
    own,
    valueIn: (key) => env[key] ?? own[key],
    lineOf: (key) => lineOfKey(text ?? '', key),
  }
}

function parse(text: string | undefined): Readonly<Record<string, string | undefined>> {
  return text === undefined ? {} : { ...parseEnv(text) }
}

/** In the order of the file. */
function expectedOf(example: string): Expected[] {
  const values = parse(example)
  const lines = example.split('\n').map((line) => line.replace(/\r$/, ''))
  const keys = Object.keys(values).map((key) => ({ key, at: lineOfKey(example, key) ?? 0 }))
  return keys
    .toSorted((a, b) => a.at - b.at)
    .map(({ key, at }) => {
      const bytes = /^# secret: (\d+) bytes$/.exec(lines[at - 2] ?? '')?.[1]
      const example = values[key] ?? ''
      return { key, example, ...(bytes !== undefined && { bytes: Number(bytes) }) }
    })
}

/** The line, 1-based, that sets a variable; the last one counts. */
export function lineOfKey(text: string, key: string): number | undefined {
  const index = text.split('\n').findLastIndex((line) => isKey(line, key))
  return index === -1 ? undefined : index + 1
}

function isKey(line: string, key: string): boolean {
  const name = /^\s*(?:export\s+)?([^\s=#]+)\s*=/.exec(line)?.[1]
  return name === key
}
