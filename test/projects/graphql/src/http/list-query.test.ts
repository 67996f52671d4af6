import { describe, expect, it } from 'vitest'
import { linkToNext } from './list-query.ts'

describe('the link to the next page', () => {
  it('keeps the path and the other parameters', () => {
    expect(linkToNext('/v1/articles?limit=2', 'v1.a.b')).toBe(
      '</v1/articles?limit=2&cursor=v1.a.b>; rel="next"',
    )
    expect(linkToNext('/v1/articles', 'c')).toBe('</v1/articles?cursor=c>; rel="next"')
  })

  it('replaces the cursor of this page', () => {
    expect(linkToNext('/v1/articles?cursor=old&limit=2', 'new')).toBe(
      '</v1/articles?cursor=new&limit=2>; rel="next"',
    )
  })

  it('cannot be left by what a parameter holds', () => {
    expect(linkToNext('/v1/articles?q=%3E%0d%0aset-cookie%3a1', 'c')).toBe(
      '</v1/articles?q=%3E%0D%0Aset-cookie%3A1&cursor=c>; rel="next"',
    )
  })
})
