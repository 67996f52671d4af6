import { describe, expect, it } from 'vitest'
import { hasDuplicateKey } from './duplicate-keys.ts'

describe('hasDuplicateKey', () => {
  it.each([
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '{"b":{"a":1,"c":[],"a":1}}',
    '[{},{"a":[1,{"b":{}}],"a":1}]',
    '{"":1,"":1}',
    '{"__proto__":1,"__proto__":1}',
    '{"a\\\\":1,"a\\\\":2}',
    ' { "a" : "}" , "a" : 1 } ',
  ])('sees it in %s', (text) => {
    expect(hasDuplicateKey(text)).toBe(true)
  })

  it.each([
    '{}',
    '"a"',
    '{"a":"a","b":"a"}',
    '{"a":["a","a"],"b":1}',
    '[{"a":1},{"a":1}]',
    '{"a":{"a":1},"b":{"a":1}}',
    '{"a":"\\",\\"a\\":","b":1}',
    '{"a":"\\\\","A":1}',
    '{"constructor":1,"toString":1}',
  ])('sees none in %s', (text) => {
    expect(hasDuplicateKey(text)).toBe(false)
  })
})
