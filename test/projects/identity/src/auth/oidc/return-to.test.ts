import { describe, expect, it } from 'vitest'
import { checkReturnTo } from './return-to.ts'

// S-OI5: whoever sends somebody to log in must not be able to send them to another site afterwards.

describe('where a browser goes after a login', () => {
  it.each([
    '/',
    '/orders',
    '/orders/1?page=2&sort=-createdAt',
    '/orders#last',
    '/a%20b/%C3%A4',
    '/search?next=https://elsewhere.example//x',
    "/~a/(b)!$&'*+,;=:@",
  ])('is %s', (path) => {
    expect(checkReturnTo(path)).toBe(path)
    const page = new URL(`https://app.example.com${path}`)
    expect(page.origin).toBe('https://app.example.com')
  })

  it.each([
    '',
    'orders',
    'https://evil.example',
    'https:evil.example',
    'https:/evil.example',
    'javascript:alert(1)',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/a\\..\\b',
    '/%2Fevil.example',
    '/%2fevil.example',
    '/%5Cevil.example',
    '/%255Cevil.example',
    '/%25252Fevil.example',
    '/%2525252525252Fevil.example',
    '/a//evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e%2e//evil.example',
    '/%2e/%2Fevil.example',
    '/x/../y',
    '/%2e%2e/y',
    '/\tevil',
    '/\t/evil.example',
    '/%09/evil.example',
    '/%0d%0aSet-Cookie:a=b',
    '/a\r\nSet-Cookie: a=b',
    '/a%00',
    '/a%E2%80%A8',
    '/a b',
    ' /a',
    '/ä',
    '/%',
    '/%zz',
    '/a?%zz',
    '/%C3',
    '@evil.example',
    '.evil.example',
    `/${'a'.repeat(512)}`,
  ])('is not %j', (path) => {
    expect(() => checkReturnTo(path)).toThrow('returnTo is a path')
  })
})
