import { randomBytes } from 'node:crypto'

const MARKER = /^# secret: (\d+) bytes$/

/**
 * The content of `.env`: that of `.env.example`, with a fresh secret for every `KEY=` that stands
 * below a line `# secret: <n> bytes`.
 */
export function localEnvironment(example: string, random = randomBytes): string {
  const lines = example.split('\n')
  return lines
    .map((line, index) => {
      const bytes = MARKER.exec(lines[index - 1] ?? '')?.[1]
      if (bytes === undefined) return line
      if (!/^[A-Z][A-Z0-9_]*=$/.test(line)) {
        throw new Error(`.env.example:${index + 1}: no empty KEY= below the secret's marker`)
      }
      return `${line}${newSecret(Number(bytes), random)}`
    })
    .join('\n')
}

/** A secret of so many random bytes, in characters that every shell and file takes. */
export function newSecret(bytes: number, random = randomBytes): string {
  return random(bytes).toString('base64url')
}
