import { describe, expect, it } from 'vitest'
import { checkSecrets, DEVELOPMENT_SECRET, readSecrets } from './secrets.ts'

const form = {
  expected: 'eight letters',
  keyOf: (secret: string) =>
    secret.length === 8 || secret === DEVELOPMENT_SECRET ? Buffer.from(secret) : undefined,
}

function problemsOf(text: string | undefined, environment: 'test' | 'production'): string[] {
  const problems: string[] = []
  checkSecrets(text, { secret: 'A_SECRET', form }, environment, (variable, problem) => {
    problems.push(`${variable} ${problem}`)
  })
  return problems
}

describe('the secrets of a webhook', () => {
  it('are one or several, with commas between', () => {
    expect(readSecrets('abcdefgh')).toEqual(['abcdefgh'])
    expect(readSecrets(' abcdefgh , ijklmnop ,')).toEqual(['abcdefgh', 'ijklmnop'])
  })

  it('are one that everybody knows where none is set, which production refuses', () => {
    expect(readSecrets(undefined)).toEqual([DEVELOPMENT_SECRET])
    expect(problemsOf(undefined, 'test')).toEqual([])
    expect(problemsOf(undefined, 'production')).toEqual(['A_SECRET is not set'])
    expect(problemsOf(`abcdefgh,${DEVELOPMENT_SECRET}`, 'test')).toEqual([])
    expect(problemsOf(`abcdefgh,${DEVELOPMENT_SECRET}`, 'production')).toEqual([
      'A_SECRET has the secret for development, which everybody knows',
    ])
  })

  it.each(['short', ',', 'abcdefgh,short'])('cannot be %j, and it is not said back', (text) => {
    for (const environment of ['test', 'production'] as const) {
      expect(problemsOf(text, environment)).toEqual(['A_SECRET has an unusable value'])
    }
  })
})
