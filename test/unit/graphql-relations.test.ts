import { expect, test } from 'vitest'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import { packageVersion } from '../../src/package.ts'

interface Step {
  readonly name: string
  readonly fields: string
  readonly access?: string
}

/** What the files of GraphQL say of the last of these resources. */
function graphqlOf(...steps: readonly Step[]) {
  const manifest: Manifest = {
    version: packageVersion(),
    name: 'my-api',
    features: { graphql: true },
    packageManager: 'npm',
    history: steps.map((step, at) => ({
      at: `20261122T09300${at}Z`,
      run: 'resource',
      ...step,
    })) as Manifest['history'],
  }
  const last = foldModel(manifest).resources.find(({ spelled }) => spelled === steps.at(-1)?.name)
  if (!last) throw new Error('there is none')
  return last.graphql
}

const topic = { name: 'topic', fields: 'label:string' }
const article = { name: 'article', fields: 'title:string topics:many(topic) topic:ref(topic)' }

test('a list below something is called as its path ends', () => {
  const { links, lists } = graphqlOf(topic, article)

  expect(lists.topic?.below).toBe('articlesByTopic')
  expect(links.topics?.below).toBe('articles')
})

test.each(['articles:integer', 'articles:string?'])(
  'a field of its own, %s, keeps its name, and the list has another one',
  (field) => {
    const { links } = graphqlOf({ ...topic, fields: `label:string ${field}` }, article)

    expect(links.topics?.below).toBe('articlesByTopics')
  },
)

test('a list whose other name is a field too has a third one', () => {
  const fields = 'label:string articles:integer articlesByTopics:integer'
  const { links } = graphqlOf({ ...topic, fields }, article)

  expect(links.topics?.below).toBe('articlesByTopicsList')
})

test('relations stand in order, and are imported', () => {
  const { relations, imports } = graphqlOf(topic, article)

  expect(relations).toBe('[articlesByTopicGraphql, articleTopicsGraphql]')
  expect(imports).toContain("import { articleTopicsGraphql } from './article-topics.graphql.ts'")
})

test('who calls is asked where the rows have an owner, and nowhere else', () => {
  const open = graphqlOf(topic, article)
  expect([open.links.topics?.parameters, open.lists.topic?.owner]).toEqual(['(db)', ''])

  const owned = graphqlOf(topic, { ...article, access: 'owner' })
  expect(owned.links.topics).toMatchObject({
    parameters: '(db, caller)',
    owner: ', principalOf(caller).id',
  })
  expect(owned.lists.topic?.parameters).toBe('(db, caller)')
})
