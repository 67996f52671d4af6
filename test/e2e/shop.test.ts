import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeProject, OF_SLICES, passesChecks } from './support/project.ts'
import { emptyFolder, succeed } from './support/run.ts'
import { type Server, serve } from './support/server.ts'
import { removals, type Shop, type ShopResource, shopResources } from './support/shop.ts'
import { createWalker, type Walker } from './support/walk.ts'

// A shop made by the command line alone: it checks, starts on the embedded database, and does
// everything that its documentation promises.
const project = join(emptyFolder('shop'), 'shop-api')

let server: Server | undefined
let walker: Walker
const shop: Record<string, Shop[string]> = {}

beforeAll(async () => {
  await makeProject(project)
  for (const { name, fields } of shopResources) {
    await succeed('npx', ['plop', 'resource', name, '--', '--fields', fields, '--yes'], {
      cwd: project,
    })
  }
  server = await serve('npm', ['run', 'dev'], { cwd: project })
  const document = JSON.parse(readFileSync(join(project, 'docs/openapi.json'), 'utf8'))
  walker = createWalker(server.url, document)
})

afterAll(async () => {
  await server?.stop()
  rmSync(dirname(project), { recursive: true, force: true })
})

async function create({ name, collection, make }: ShopResource): Promise<void> {
  const body = make(shop)
  const {
    status,
    body: created,
    headers,
  } = await walker.call('POST', `/v1/${collection}`, { body })
  expect(created, name).toMatchObject(body)
  expect(status).toBe(201)
  expect(headers.get('location')).toBe(`/v1/${collection}/${created.id}`)
  shop[name] ??= created as Shop[string]
}

/** Two at once, in one request. */
async function createTwo({ name, collection, make }: ShopResource): Promise<void> {
  const data = [make(shop), make(shop)]
  const { status, body } = await walker.call('POST', `/v1/${collection}/bulk`, { body: { data } })
  expect(status, name).toBe(201)
  expect(body, name).toMatchObject({ data })
}

const one = (name: string) => {
  const { collection } = shopResources.find((resource) => resource.name === name) as ShopResource
  return [`/v1/${collection}/{id}`, { params: { id: `${shop[name]?.id}` } }] as const
}

describe('the shop', () => {
  test('opens: three of everything are made, each with what it refers to', async () => {
    for (const resource of shopResources) {
      await create(resource)
      await createTwo(resource)
    }
  })

  test.each(shopResources)('lists $collection, page by page', async ({ collection, name }) => {
    const path = `/v1/${collection}`
    const first = await walker.call('GET', path, { query: '?limit=2' })
    const { data, page } = first.body as { data: { id: string }[]; page: { next: string } }
    const rest = await walker.call('GET', path, { query: `?limit=2&cursor=${page.next}` })

    expect(data).toHaveLength(2)
    expect(rest.body).toMatchObject({ data: [{ id: shop[name]?.id }], page: { next: null } })
  })

  test.each(shopResources)('shows and changes a $name', async ({ name, change }) => {
    const [path, options] = one(name)
    expect((await walker.call('GET', path, options)).body).toEqual(shop[name])
    const body = Object.keys(change).length === 0 ? { tagId: shop.tag?.id } : change
    const changed = await walker.call('PATCH', path, { ...options, body })

    expect(changed.status).toBe(200)
    expect(changed.body).toMatchObject({ ...body, version: 2 })
  })

  test('refuses what refers to nothing, and names the field', async () => {
    const body = { ...shopResources.find(({ name }) => name === 'order-item')?.make(shop) }
    const unknown = { ...body, productId: '0198c5d8-0000-7000-8000-000000000000' }
    const refused = await walker.call('POST', '/v1/order-items', { body: unknown })

    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({ errors: [{ pointer: '/productId' }] })
  })

  test('reads whatever else it documents', async () => {
    for (const operation of walker.operations) {
      const [method = '', path = ''] = operation.split(' ')
      if (method !== 'GET' || walker.done.has(operation)) continue
      const [, collection] = /^\/v1\/([^/]+)\//.exec(path) ?? []
      const owner = shopResources.find((resource) => resource.collection === collection)
      const id = `${owner && shop[owner.name]?.id}`
      expect((await walker.call('GET', path, { params: { id } })).status, operation).toBe(200)
    }
  })

  test('removes what may be removed, with what belongs to it', async () => {
    // The other two of each refer to the first ones as well.
    for (const resource of [
      'order-item',
      'review',
      'product-tag',
      'order',
      'product',
      'category',
    ]) {
      await removeOthers(resource)
    }
    for (const { removed, status, of, left, expected } of removals) {
      const answer = await walker.call('DELETE', ...one(removed))
      expect(answer.status, `removing the ${removed}`).toBe(status)
      expect(left(await walker.call('GET', ...one(of))), `left of the ${of}`).toEqual(expected)
    }
    await walker.call('DELETE', ...one('category'))
    expect((await walker.call('GET', ...one('category'))).status).toBe(404)
  })

  test('did everything that it documents', () => {
    expect(walker.operations.filter((operation) => !walker.done.has(operation))).toEqual([])
    expect(server?.output()).not.toMatch(/"level":"?(?:error|fatal|50|60)/)
  })

  test('is restarted by whatever a generator writes, again and again', async () => {
    const document = () => fetch(`${server?.url}/openapi.json`).then((answer) => answer.text())
    for (const field of ['shelf', 'aisle']) {
      const add = ['plop', 'field', 'tag', '--', '--add', `${field}:integer?`, '--yes']
      await succeed('npx', add, { cwd: project })
      const serves = () => document().catch(() => '')
      await expect.poll(serves, { timeout: 600_000 }).toContain(`"${field}"`)
    }
  })

  test('passes its own checks', async () => {
    await passesChecks(project, OF_SLICES)
  })
})

async function removeOthers(name: string): Promise<void> {
  const [path] = one(name)
  const { body } = await walker.call('GET', path.replace('/{id}', ''))
  for (const { id } of (body as unknown as { data: { id: string }[] }).data) {
    if (id === shop[name]?.id) continue
    expect((await walker.call('DELETE', path, { params: { id } })).status).toBe(204)
  }
}
