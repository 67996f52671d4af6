import { describe, expect, it } from 'vitest'
import { SERVICE_NAME } from '../about.ts'
import { InvalidError } from '../shared/errors.ts'
import { checkPassword, MAX_LENGTH } from './password-rules.ts'

const email = 'margaret.hamilton@example.com'

/** The rule that a password breaks, if any. */
async function ruleAgainst(password: string): Promise<string | undefined> {
  try {
    await checkPassword(password, email)
    return undefined
  } catch (error) {
    return error instanceof InvalidError ? error.errors?.[0]?.code : String(error)
  }
}

describe('a password that is chosen', () => {
  it.each([
    ['fifteen characters', 'correct horse b'],
    ['a sentence without digits (S-PW3)', 'correct horse battery'],
    ['letters of one case', 'we sailed past the lighthouse'],
    ['characters that take two units', 'a lighthouse 🗼🗼🗼'],
    ['another script', 'почему маяк светит'],
    ['very much', 'x1'.padEnd(MAX_LENGTH, ' stolen lighthouses and ships')],
  ])('may be %s', async (_, password) => {
    expect(await ruleAgainst(password)).toBeUndefined()
  })

  it.each([
    ['too_short', 'correct horse '],
    // Fourteen, of which four are two units each (S-PW1).
    ['too_short', 'lighthouse🗼🗼🗼🗼'],
    // Shorter than it looks: each pair is one character.
    ['too_short', 'e\u0301'.repeat(14)],
    ['too_long', `${'stolen lighthouse '.repeat(15)}!`],
    ['predictable', 'aaaaaaaaaaaaaaaaaaaa'],
    ['predictable', 'abcabcabcabcabcabc'],
    ['predictable', 'abcdefghijklmnopqrst'],
    ['predictable', '9876543210987654321'],
    ['predictable', 'qwertyuiopasdfghjkl'],
    ['predictable', 'AaAaAaAaAaAaAaAaAa'],
    ['context', 'margaret.hamilton!1'],
    ['context', 'Hamilton-Margaret-12'],
    ['common', '1qaz2wsx3edc4rfv'],
    ['common', 'SunshinePassword'],
    ['common', 'sunshinebutterfly'],
  ])('breaks the rule %s: %j', async (rule, password) => {
    expect(await ruleAgainst(password)).toBe(rule)
  })

  it.runIf(SERVICE_NAME.length > 4 && SERVICE_NAME.length < 100)(
    'is more than the name of the service',
    async () => {
      const names = Array(Math.ceil(15 / SERVICE_NAME.length) + 1).fill(SERVICE_NAME)
      expect(await ruleAgainst(`${names.join('-')}-1`)).toBe('context')
    },
  )

  it('is the same however it is composed', async () => {
    const composed = 'le château volé brûle'.normalize('NFC')
    const [first, second] = [
      await checkPassword(composed, email),
      await checkPassword(composed.normalize('NFD'), email),
    ]
    expect(first).toBe(second)
  })

  it('keeps its case, its spaces and its last character (S-PW2)', async () => {
    expect(await checkPassword('  The Stolen Lighthouse ', email)).toBe('  The Stolen Lighthouse ')
  })

  it('is refused when it was stolen elsewhere', async () => {
    const found = checkPassword('nine stolen lighthouses', email, async () => true)
    await expect(found).rejects.toMatchObject({ errors: [{ code: 'breached' }] })
  })
})
