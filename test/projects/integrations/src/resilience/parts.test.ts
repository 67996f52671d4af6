import { describe, expect, it } from 'vitest'
import { checkTarget, describeTarget, type TargetConfig } from './config.ts'
import { addressOf, bodyOf, type Operation } from './operation.ts'
import { retryAfterMs } from './retry-after.ts'
import { createRetryBudget } from './retry-budget.ts'
import { createStaleCache } from './stale-cache.ts'

describe('Retry-After', () => {
  const now = Date.parse('2026-01-31T09:30:00.000Z')

  it.each([
    ['0', 0],
    ['120', 120_000],
    ['Sat, 31 Jan 2026 09:31:00 GMT', 60_000],
    ['Sat, 31 Jan 2026 09:29:00 GMT', 0],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['2026', 2_026_000],
    ['9999999999', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s is %s', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected)
  })
})

describe('the budget of tries again', () => {
  it('begins with a reserve, and then allows one for ten calls', () => {
    const budget = createRetryBudget(0.1, 2)
    expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false])
    for (let call = 0; call < 9; call += 1) budget.earn()
    expect(budget.spend()).toBe(false)
    budget.earn()
    expect([budget.spend(), budget.spend()]).toEqual([true, false])
  })

  it('saves no more than the reserve', () => {
    const budget = createRetryBudget(0.1, 2)
    for (let call = 0; call < 1_000; call += 1) budget.earn()
    expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false])
  })
})

describe('the last good answers', () => {
  it('are as many as they may be: what was kept longest ago goes', () => {
    const cache = createStaleCache(() => 0, 2)
    cache.keep('a', 1)
    cache.keep('b', 2)
    cache.keep('a', 3)
    cache.keep('c', 4)
    expect([cache.find('a'), cache.find('b'), cache.find('c')]).toEqual([
      { value: 3 },
      undefined,
      { value: 4 },
    ])
  })

  it('end when they are too old', () => {
    let now = 0
    const cache = createStaleCache(() => now, 2, 1_000)
    cache.keep('a', 1)
    now = 1_000
    expect(cache.find('a')).toEqual({ value: 1 })
    now = 1_001
    expect(cache.find('a')).toBeUndefined()
  })
})

describe('where a request goes', () => {
  const operation: Operation = {
    name: 'get',
    method: 'GET',
    path: '/charges/:id/:part',
    sends: ['day', 'tags'],
    answer: null,
    isIdempotent: true,
    sendsKey: false,
    fallback: { kind: 'none' },
  }

  it('is below the base address, with what is sent behind it', () => {
    const input = { id: 'a/b?c#d', part: 'x y', day: null, tags: ['1', '&'] }
    expect(addressOf('https://example.com/api/', operation, input).href).toBe(
      'https://example.com/api/charges/a%2Fb%3Fc%23d/x%20y?tags=1&tags=%26',
    )
    expect(bodyOf(operation, input)).toBeUndefined()
  })

  it.each(['..', '.', '', undefined])('is nowhere for %s, which leads out of the path', (id) => {
    expect(() => addressOf('https://example.com', operation, { id, part: 'x' })).toThrow(RangeError)
  })

  it('has the rest in its body where there is one, and nothing that is not said', () => {
    const posted = { ...operation, method: 'POST' } as const
    expect(bodyOf(posted, { id: '1', day: '2026-01-31', tags: [], other: 1 })).toBe(
      '{"day":"2026-01-31","tags":[]}',
    )
  })
})

describe('the configuration', () => {
  const names = {
    url: 'URL',
    token: 'TOKEN',
    timeoutMs: 'TIMEOUT',
    totalTimeoutMs: 'TOTAL',
    retries: 'RETRIES',
    concurrency: 'CONCURRENCY',
  } as const
  const good: TargetConfig = {
    url: 'https://payments.example.com/v1',
    token: 'a.b-c',
    timeoutMs: 100,
    totalTimeoutMs: 100,
    retries: 1,
    concurrency: 1,
  }
  const wrongIn = (config: Partial<TargetConfig>, environment: 'production' | 'development') => {
    const variables: string[] = []
    checkTarget({ ...good, ...config }, names, environment, (variable) => variables.push(variable))
    return variables
  }

  it.each([
    [{}, []],
    [{ url: undefined }, ['URL']],
    [{ url: 'http://payments.example.com' }, ['URL']],
    [{ url: 'https://user:word@payments.example.com' }, ['URL']],
    [{ url: 'https://payments.example.com?a=b' }, ['URL']],
    [{ url: 'file:///etc/passwd' }, ['URL']],
    [{ token: 'two words' }, ['TOKEN']],
    [{ token: 'a\r\nx: y' }, ['TOKEN']],
    [{ timeoutMs: 101 }, ['TIMEOUT']],
  ])('of production: %j', (config, expected) => {
    expect(wrongIn(config as Partial<TargetConfig>, 'production')).toEqual(expected)
  })

  it('may be without an address, and without https, in development', () => {
    expect(wrongIn({ url: undefined }, 'development')).toEqual([])
    expect(wrongIn({ url: 'http://localhost:4000' }, 'development')).toEqual([])
  })

  it('says nothing of the token', () => {
    expect(JSON.stringify(describeTarget(good))).not.toContain('a.b-c')
  })
})
