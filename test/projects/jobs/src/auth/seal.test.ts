import { describe, expect, it } from 'vitest'
import { createSeal } from './seal.ts'

const seal = createSeal('a secret of the process')
const value = { to: 'ann@example.com', token: 't'.repeat(43) }

describe('what is closed', () => {
  it('is opened by whoever has the secret', () => {
    expect(createSeal('a secret of the process').open(seal.close(value))).toEqual(value)
  })

  it('shows nothing, and is another each time', () => {
    const sealed = [seal.close(value), seal.close(value)]
    expect(new Set(sealed).size).toBe(2)
    const text = Buffer.from(sealed.join(''), 'base64url').toString('latin1')
    expect(text).not.toContain('ann@example.com')
    expect(text).not.toContain('ttt')
  })

  it.each([
    ['with another secret', () => createSeal('another').open(seal.close(value))],
    ['that was changed', () => seal.open(`${seal.close(value).slice(0, -4)}AAAA`)],
    ['that is too short', () => seal.open('AAAA')],
  ])('is not opened %s', (_, open) => {
    expect(open).toThrow('cannot be opened')
  })
})
