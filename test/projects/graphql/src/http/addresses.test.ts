import { Type } from 'typebox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestApp } from '../../test/support/app.ts'
import { exchange, serve } from '../../test/support/http.ts'

// An address is one sequence of characters and no other: what is not written the same is not found,
// rather than taken for something that a proxy before this server took for something else.

const config = { access: 'public' } as const
const params = Type.Object({ id: Type.String() }, { additionalProperties: false })
let app: TestApp
let origin: string

beforeAll(async () => {
  app = await serve(async (things) => {
    things.get('', { config }, async () => ({ data: [] }))
    things.get('/:id', { config, schema: { params } }, async (request) => request.params)
  })
  origin = (await app.listen()).api
})
afterAll(() => app.close())

/** As it stands, over a socket: whoever builds a request would put the address in order first. */
async function get(address: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const request = `GET ${address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
  const answer = await exchange(origin, request)
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), body: JSON.parse(body) }
}

it.each([
  ['a slash at the end', '/v1/things/'],
  ['a slash at the end of what has an id', '/v1/things/1/'],
  ['two slashes', '/v1//things'],
  ['two slashes in front', '//v1/things'],
  ['two slashes at the end', '/v1/things//'],
  ['capital letters', '/v1/Things'],
  ['capital letters in the version', '/V1/things'],
  ['an encoded slash', '/v1%2Fthings'],
  ['an encoded slash before an id', '/v1/things%2F1'],
  ['a dot segment', '/v1/./things'],
  ['a dot segment that leads up', '/v1/other/../things'],
  ['an encoded dot segment', '/v1/%2e%2e/v1/things'],
  ['a dot segment below what has an id', '/v1/things/1/..'],
  ['a path parameter', '/v1/things;a=b'],
  ['an encoded question mark', '/v1/things%3Flimit=1'],
  ['an encoded space', '/v1/things%20'],
  ['a backslash', '/v1\\things'],
])('finds nothing for %s: %s', async (_, address) => {
  const { status, body } = await get(address)

  expect([status, body.code]).toEqual([404, 'not_found'])
})

it.each([
  ['a letter that is encoded', '/v1/%74hings', { data: [] }],
  ['a question mark alone', '/v1/things?', { data: [] }],
  ['an address with its host', 'http://localhost/v1/things', { data: [] }],
  ['an id that is encoded', '/v1/things/%31', { id: '1' }],
  ['an id with capital letters', '/v1/things/aB', { id: 'aB' }],
  ['an id with a slash', '/v1/things/a%2Fb', { id: 'a/b' }],
  ['an id that is encoded twice, once', '/v1/things/a%252Fb', { id: 'a%2Fb' }],
  ['an id that is a dot segment', '/v1/things/..', { id: '..' }],
  ['the same, encoded', '/v1/things/%2e%2e', { id: '..' }],
])('reads %s: %s', async (_, address, body) => {
  expect(await get(address)).toEqual({ status: 200, body })
})

it.each(['/v1/things/%', '/v1/things/%zz', '/v1/things/%ff', '/v1/things/%c0%af'])(
  'cannot read %s',
  async (address) => {
    expect((await get(address)).status).toBe(400)
  },
)
