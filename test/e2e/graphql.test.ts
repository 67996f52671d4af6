import { appendFileSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visit } from './support/browser.ts'
import { commitFirst, gitIn } from './support/git.ts'
import { type Graph, openGraph } from './support/graph.ts'
import { makeProject, passesChecks } from './support/project.ts'
import { emptyFolder, repository, succeed } from './support/run.ts'
import { type Server, serve } from './support/server.ts'
import { type Json, removals, type Shop, shopResources } from './support/shop.ts'

// GraphQL, given to a shop that has grown without it and was written in: the story of the shop
// through this door, the checks on both databases, and nothing left once it is gone.
const project = join(emptyFolder('graphql'), 'my-api')

const alex = (...args: string[]) =>
  succeed(process.execPath, [join(repository, 'dist/src/cli.js'), ...args, '--yes'], {
    cwd: project,
  })
const plop = (...args: string[]) => succeed('npx', ['plop', ...args, '--yes'], { cwd: project })
const git = gitIn(project)

let server: Server | undefined
let graph: Graph
const shop: Record<string, Shop[string]> = {}

beforeAll(async () => {
  await makeProject(project)
  for (const { name, fields } of shopResources) {
    await plop('resource', name, '--', '--fields', fields)
  }
  for (const path of ['src/app.ts', 'src/resources/orders/order.service.ts', 'README.md']) {
    appendFileSync(join(project, path), path.endsWith('.md') ? '\nOurs.\n' : '\n// Ours.\n')
  }
  commitFirst(git)
})

afterAll(async () => {
  await server?.stop()
  rmSync(dirname(project), { recursive: true, force: true })
})

test('comes to every resource that is there, which check with it on both databases', async () => {
  await alex('add', 'graphql')
  // What it brings, and what it is wired into, on a server; and then on the embedded database.
  await passesChecks(project, ['graphql', 'src/commands', 'src/app', 'src/config', 'test/contract'])
  await succeed('npm', ['test', '--', 'graphql'], { cwd: project })
})

test('opens the shop: three of everything are made, each once under its key', async () => {
  const env = { RATE_LIMIT_MAX: '10000' }
  server = await serve('npm', ['run', 'dev'], { cwd: project, env })
  graph = await openGraph(server.url)
  for (const { name, make } of shopResources) {
    const key = `first-${name}`
    const made = await graph.create(name, make(shop), key)
    expect(made, name).toMatchObject(make(shop))
    expect(await graph.create(name, make(shop), key), name).toEqual(made)
    shop[name] = made as Shop[string]
    for (const _ of ['second', 'third']) await graph.create(name, make(shop))
  }
})

test('has a page to try it, out of the program itself, that breaks no policy', async () => {
  const page = await visit(`${server?.url}/graphql`, 'Variables')
  expect(page.text).toContain('Welcome')
  expect(page.complaints).toEqual([])
  for (const url of page.requests)
    expect(url).toMatch(new RegExp(`^(${server?.url}/graphql|data:|blob:)`))
})

test.each(shopResources)('lists $collection page by page, as REST does', async (resource) => {
  const { collection, name } = resource
  const byRest = await rest('GET', collection)
  const first = await graph.list(name, { first: 2 })
  const second = await graph.list(name, { first: 2, after: first.pageInfo.endCursor })

  expect([...first.nodes, ...second.nodes]).toEqual(byRest.body.data)
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false])
})

test('follows what refers to what in one question', async () => {
  const { errors, data } = await graph.ask(
    `query ($id: UUID!) {
      orderItem(id: $id) { order { customer { name } } product { category { name } } }
    }`,
    { id: shop['order-item']?.id },
  )
  expect(errors).toBeUndefined()
  expect(data?.orderItem).toEqual({
    order: { customer: { name: shop.customer?.name } },
    product: { category: { name: shop.category?.name } },
  })
})

test.each(shopResources)('shows and changes a $name', async ({ name, collection, change }) => {
  const id = `${shop[name]?.id}`
  expect(await graph.get(name, id)).toEqual(shop[name])
  const input = Object.keys(change).length === 0 ? { tagId: shop.tag?.id } : change
  const changed = await graph.update(name, id, input, 1)

  expect(changed).toMatchObject({ ...input, version: 2 })
  expect((await rest('GET', `${collection}/${id}`)).body).toEqual(changed)
  await expect(graph.update(name, id, input, 1)).rejects.toThrow(
    `${name.replace('-', '_')}_changed`,
  )
})

test('refuses what refers to nothing, and names the field', async () => {
  const body = shopResources.find(({ name }) => name === 'order-item')?.make(shop)
  const input = { ...body, productId: '0198c5d8-0000-7000-8000-000000000000' }
  await expect(graph.create('order-item', input)).rejects.toThrow('unknown_reference /productId')
})

test('removes what may be removed, with what belongs to it', async () => {
  for (const name of ['order-item', 'review', 'product-tag', 'order', 'product', 'category']) {
    for (const { id } of (await graph.list(name, { first: 20 })).nodes)
      if (id !== shop[name]?.id) await graph.remove(name, `${id}`)
  }
  for (const { removed, status, of, left, expected } of removals) {
    const removing = graph.remove(removed, `${shop[removed]?.id}`)
    if (status === 204) await removing
    else await expect(removing, `removing the ${removed}`).rejects.toThrow('still_referenced')
    const answer = await graph.get(of, `${shop[of]?.id}`).then(
      (body) => ({ status: 200, body: body as Json }),
      () => ({ status: 404, body: {} }),
    )
    expect(left(answer), `left of the ${of}`).toEqual(expected)
  }
  expect(server?.output()).not.toMatch(/"level":"?(?:error|fatal|50|60)/)
})

test('answers every example of its documentation, of resources that have come since', async () => {
  const fields = 'title:string(200) status:enum(draft,published):index=draft author:ref(author)'
  await plop('resource', 'author', '--', '--fields', 'name:string(80)')
  await plop('resource', 'topic', '--', '--fields', 'name:string(80)')
  await plop('resource', 'article', '--', '--fields', `${fields} topics:many(topic)`)
  // It is started anew by what was written, and answers nothing meanwhile.
  const served = () => graph.ask('{ articles(first: 1) { nodes { id } } }').catch(() => null)
  const asked = { timeout: 600_000 }
  await expect.poll(served, asked).toEqual({ data: { articles: { nodes: [] } } })
  graph = await openGraph(`${server?.url}`)
  const topic = await graph.create('topic', { name: 'Engines' })
  const author = await graph.create('author', { name: 'Ada' })

  const page = readFileSync(join(project, 'docs/graphql.md'), 'utf8')
  const [create, ...others] = [...page.matchAll(/^```graphql\n([\s\S]+?)^```$/gm)].map(
    ([, it]) => it,
  )
  const { data } = await graph.ask(`${create}`, { authorId: author.id })
  expect(data.createArticle.article).toMatchObject({ version: 1, author: { name: 'Ada' } })
  const { id } = data.createArticle.article
  const globalId = (await graph.ask(`{ article(id: "${id}") { globalId } }`)).data.article.globalId
  const answers: unknown[] = []
  for (const example of others) {
    answers.push(await graph.ask(`${example}`, { id, topicId: topic.id, globalId }))
  }
  expect(answers).toMatchObject([
    { data: { articles: { nodes: [{ id, author: { name: 'Ada' }, topics: [] }] } } },
    {
      data: {
        updateArticle: { article: { version: 2, status: 'published' } },
        addArticleTopics: { article: { topics: [{ name: 'Engines' }] } },
      },
    },
    { data: { node: { __typename: 'Article' } } },
  ])
})

test('leaves nothing behind', async () => {
  await server?.stop()
  server = undefined
  rmSync(join(project, '.data'), { recursive: true })
  for (const name of ['article', 'topic', 'author']) await alex('undo', 'resource', name)
  await alex('remove', 'graphql')
  expect(git('status', '--porcelain')).toBe('')
})

async function rest(method: string, path: string) {
  const answer = await fetch(`${server?.url}/v1/${path}`, { method })
  return { status: answer.status, body: (await answer.json()) as Json & { data: Json[] } }
}
