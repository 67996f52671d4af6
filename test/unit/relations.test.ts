import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { shortIdentifier } from '../../src/model/identifiers.ts'
import { foldModel } from '../../src/model/model.ts'
import { manifestWith } from './support/manifests.ts'

/** The name, the fields, the plural, and whether what is removed is kept. */
type Resources = readonly (readonly [
  name?: string,
  fields?: string,
  plural?: string,
  softDelete?: boolean,
])[]

function modelOf(...resources: Resources) {
  const history = resources.map(([name = '', fields = '', plural = '', softDelete], index) => ({
    at: `20261122T09300${index}Z`,
    run: 'resource' as const,
    name,
    fields,
    ...(plural && { plural }),
    ...(softDelete && { softDelete }),
  }))
  return foldModel(manifestWith({ history }))
}

function refusal(...resources: Resources) {
  try {
    modelOf(...resources)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was not refused')
}

const user = ['user', 'name:string'] as const

describe('a reference', () => {
  test('is a field that holds an id, a foreign key and an index', () => {
    const [article] = modelOf(user, ['article', 'author:ref(user):cascade']).resources
    expect(article?.fields).toMatchObject([
      {
        name: 'authorId',
        columnDefinition: '"author_id" uuid not null',
        schema: "wire.idOf('/v1/users')",
      },
    ])
    expect(article?.references).toMatchObject([
      {
        name: 'author',
        constraintDefinition:
          'constraint "articles_author_id_fkey" foreign key ("author_id") references "users" on delete cascade',
        index: 'articles_by_author',
      },
    ])
  })

  test.each([
    ['author:ref(user)', 'restrict'],
    ['author:ref(user):restrict', 'restrict'],
    ['author:ref(user)?:setnull', 'set null'],
  ])('%s is on delete %s', (fields, action) => {
    const [article] = modelOf(user, ['article', fields]).resources
    expect(article?.references[0]?.constraintDefinition).toMatch(new RegExp(`on delete ${action}$`))
  })

  test('can be one of two to the same resource, which is then one parent', () => {
    const [article] = modelOf(user, ['article', 'author:ref(user) editor:ref(user)?']).resources
    expect(article?.references.map(({ idName }) => idName)).toEqual(['authorId', 'editorId'])
    expect(article?.parents.map(({ file }) => file)).toEqual(['user'])
  })

  test('can be to a resource whose name means something else in code', () => {
    const [, task] = modelOf(['service', 'name:string'], ['task', 'service:ref(Service)']).resources
    expect(task?.references).toMatchObject([
      { idName: 'serviceId', target: { table: 'services', Resource: 'ServiceItem' } },
    ])
  })

  test('to the resource itself is null in every example, since there is no other at first', () => {
    const [category] = modelOf(['category', 'parent:ref(category)?']).resources
    expect(category?.fields).toMatchObject([{ example: 'null', validExamples: 'null' }])
    expect(category?.parents).toEqual([])
  })

  test('to the resource itself has to be able to be null', () => {
    const { message, where, help } = refusal(['category', 'parent:ref(category)'])
    expect(message).toBe('The first category could refer to no other.')
    expect(where).toMatch(/parent:ref\(category\)\n {11}\^{8}$/)
    expect(help).toBe('Let it be null: parent:ref(category)?')
  })

  test('has a list below what it refers to; the first has the short path', () => {
    const [article] = modelOf(user, ['article', 'author:ref(user) editor:ref(user)?']).resources
    expect(article?.references.map(({ list }) => list.path)).toEqual([
      '/users/:id/articles',
      '/users/:id/articles-by-editor',
    ])
    const [category] = modelOf(['category', 'parent:ref(category)?']).resources
    expect(category?.references[0]?.list.path).toBe('/categories/:id/categories')
  })

  test('leaves the path to several of the same, which were served before it', () => {
    const fields = 'author:ref(user) editors:many(user)'
    const [article] = modelOf(user, ['article', fields]).resources
    expect(article?.links[0]?.backward.path).toBe('/users/:id/articles')
    expect(article?.references[0]?.list.path).toBe('/users/:id/articles-by-author')
  })

  test('is told by lists, so it is not writeonly', () => {
    expect(refusal(user, ['article', 'author:ref(user):writeonly']).message).toMatch('writeonly')
  })

  test('can be included where what it leads to is shown', () => {
    const at = (second: number) => `20261122T09300${second}Z`
    const history = [
      { at: at(0), run: 'repository' as const, name: 'secret', fields: 'a:text' },
      { at: at(1), run: 'resource' as const, name: 'user', fields: 'secret:ref(secret)?' },
      { at: at(2), run: 'resource' as const, name: 'article', fields: 'a:ref(user) b:ref(secret)' },
    ]
    const { resources } = foldModel(manifestWith({ history }))
    const names = (file: string) =>
      resources.find((one) => one.file === file)?.including.references.map(({ name }) => name)
    expect([names('user'), names('article')]).toEqual([[], ['a']])
  })

  test('meets no path that another resource serves', () => {
    const history: Resources = [
      ['story', 'title:string'],
      ['user', 'articles:many(story) articlesByAuthor:many(story)'],
      ['article', 'author:ref(user) editor:ref(user) readers:many(user)'],
    ]
    const { resources } = modelOf(...history)
    const article = resources.find(({ file }) => file === 'article')
    expect(article?.links[0]?.backward.path).toBe('/users/:id/articles-by-readers')
    expect(article?.references.map(({ list }) => list.path)).toEqual([
      '/users/:id/articles-by-author-2',
      '/users/:id/articles-by-editor',
    ])
  })

  test('is served by what can be made again part by part', () => {
    const history = ['repository', 'service', 'controller'].map((run, index) => ({
      at: `20261122T09310${index}Z`,
      run: run as 'repository',
      name: 'article',
      fields: 'author:ref(user) editors:many(user)',
    }))
    const first = { at: '20261122T093000Z', run: 'resource' as const, name: 'user', fields: '' }
    const { resources } = foldModel(manifestWith({ history: [first, ...history] }))
    expect(resources[0]?.references[0]?.list.path).toBe('/users/:id/articles-by-author')
  })

  test('to nothing says how to make it, under its name', () => {
    const { message, where, help } = refusal(['article', 'title:string author:ref(user)'])
    expect(message).toBe('There is no resource user to refer to.')
    expect(where).toMatch(/author:ref\(user\)\n {24}\^{4}$/)
    expect(help).toContain('npx plop resource user')
  })

  test.each(['author:ref(user) authorId:uuid', 'authorId:string author:ref(user)'])(
    'meets no other field: %s',
    (fields) => {
      expect(refusal(user, ['article', fields]).message).toContain('authorId')
    },
  )
})

describe('several of another', () => {
  const topic = ['topic', 'label:string'] as const

  test('are a table with both keys, and lists both ways', () => {
    const [article] = modelOf(topic, ['article', 'topics:many(topic)']).resources
    expect(article?.fields).toEqual([])
    expect(article?.links).toMatchObject([
      {
        table: 'article_topics',
        ownColumn: 'article_id',
        otherColumn: 'topic_id',
        param: 'topicId',
        forward: { path: '/articles/:id/topics' },
        backward: { path: '/topics/:id/articles' },
      },
    ])
  })

  test('twice of one have two ways back', () => {
    const fields = 'topics:many(topic) mainTopics:many(topic)'
    const [article] = modelOf(topic, ['article', fields]).resources
    expect(article?.links.map(({ backward }) => backward.path)).toEqual([
      '/topics/:id/articles',
      '/topics/:id/articles-by-main-topics',
    ])
  })

  test('can be of the resource itself', () => {
    const [article] = modelOf(['article', 'related:many(article)']).resources
    expect(article?.links).toMatchObject([
      { ownColumn: 'article_id', otherColumn: 'other_article_id', param: 'otherId' },
    ])
  })

  test('need the other to be there, and a table of their own', () => {
    expect(refusal(['article', 'topics:many(topic)']).help).toContain('npx plop resource topic')
    expect(
      refusal(topic, ['article-topic', 'a:text'], ['article', 'topics:many(topic)']).message,
    ).toBe('There is a table article_topics already.')
    expect(refusal(topic, ['article', 'articles:many(topic)']).message).toMatch(/^What an article/)
  })
})

describe('the database has each name once', () => {
  const topic = ['topic', 'label:string'] as const

  test.each<[what: string, resources: Resources, message: string]>([
    [
      'the table of a resource, after one of links',
      [topic, ['article', 'topics:many(topic)'], ['article-topic', 'a:text']],
      'There is a table article_topics of articles already, so article topics cannot have a table of that name.',
    ],
    [
      'tables of links',
      [topic, ['a', 'b-c:many(topic)'], ['a-b', 'c:many(topic)']],
      'There is a table a_b_c of as already, so a bs cannot have a table',
    ],
    [
      'a table, after an index',
      [user, ['article', 'author:ref(user)'], ['articles-by', 'a:text', 'articles-by-author']],
      'There is an index articles_by_author of articles already, so articles by author cannot have a table',
    ],
    [
      'an index, after a table',
      [
        ['articles-slug', 'a:text', 'articles-slug-index'],
        ['article', 'slug:string:index'],
      ],
      'There is a table articles_slug_index of articles slug index already, so articles cannot have an index',
    ],
    [
      'a table of links, and one of the project',
      [topic, ['idempotency', 'keys:many(topic)']],
      'There is a table idempotency_keys of the project itself already, so idempotencies cannot have a',
    ],
    [
      'the functions of two references to what is kept',
      [
        ['user', 'name:string', 'users', true],
        ['a', 'bs-c:ref(user)', 'x'],
        ['x-b', 'c:ref(user)', 'x-bs'],
      ],
      'There is a function x_bs_c_id_living of x already, so x bs cannot have a function',
    ],
  ])('%s', (_, resources, message) => {
    expect(refusal(...resources).message).toContain(message)
  })

  test('foreign keys of two tables may have the same', () => {
    expect(
      modelOf(user, ['a', 'bs-c:ref(user)', 'x'], ['x-b', 'c:ref(user)', 'x-bs']).resources,
    ).toHaveLength(3)
  })

  test('an index that a migration made has one, too', () => {
    const run = 'resource' as const
    const at = (second: number) => `20261122T09300${second}Z`
    const history = [
      { at: at(0), run, name: 'article', fields: 'views:integer' },
      {
        at: at(1),
        run: 'migration' as const,
        name: 'most-viewed-articles',
        index: 'articles(views)',
      },
      { at: at(2), run, name: 'most-viewed-article', fields: 'views:integer' },
    ]
    expect(() => foldModel(manifestWith({ history }))).toThrow(
      'There is an index most_viewed_articles of the migration most_viewed_articles already',
    )
  })
})

test('the list of foreign keys is sorted', () => {
  const { foreignKeys } = modelOf(
    user,
    ['zebra', 'owner:ref(user)'],
    ['article', 'b:ref(user) a:ref(user)'],
  )
  expect(foreignKeys).toEqual([
    { constraint: 'articles_a_id_fkey', idName: 'aId', AHuman: 'An article' },
    { constraint: 'articles_b_id_fkey', idName: 'bId', AHuman: 'An article' },
    { constraint: 'zebras_owner_id_fkey', idName: 'ownerId', AHuman: 'A zebra' },
  ])
})

test('a name that the database would cut is cut here, and stays apart from others', () => {
  const long = 'x'.repeat(70)
  expect(shortIdentifier('articles_author_id_fkey')).toBe('articles_author_id_fkey')
  expect(shortIdentifier(`${long}a`)).toHaveLength(63)
  expect(shortIdentifier(`${long}a`)).not.toBe(shortIdentifier(`${long}b`))
})

describe('a relation to what is not served', () => {
  const at = (second: number) => `20261122T09300${second}Z`
  const table = { at: at(0), run: 'repository' as const, name: 'user', fields: 'name:string' }
  const service = { at: at(1), run: 'service' as const, name: 'user' }
  const fields = 'author:ref(user)?:unique readers:many(user) parent:ref(article)?'
  const article = { at: at(2), run: 'resource' as const, name: 'article', fields }
  const controller = { at: at(3), run: 'controller' as const, name: 'user' }

  test('is a foreign key and a table of links, with nothing served below it', () => {
    const model = foldModel(manifestWith({ history: [table, article] }))
    const [made] = model.resources
    expect(made?.references).toMatchObject([
      { name: 'author', lists: [], folders: expect.arrayContaining(['reference-stored']) },
      { name: 'parent', lists: [{ path: '/articles/:id/articles' }] },
    ])
    expect(made?.references[0]?.folders).not.toContain('reference-unique')
    expect(made?.links.map(({ table: name }) => name)).toEqual(['article_readers'])
    expect(made?.servedLinks).toEqual([])
    expect(made?.including.references.map(({ name }) => name)).toEqual(['parent'])
    expect(model.routes).toEqual(['articles', 'articlesByParent'])
    expect(model.unserved.map(({ url }) => url)).toEqual(['/v1/users'])
    expect(model.unservedImports).toEqual([
      "import { storeUser } from '../../src/resources/users/user.factory.ts'",
    ])
  })

  test('is served as soon as both ends are', () => {
    const model = foldModel(manifestWith({ history: [table, service, article, controller] }))
    const [made] = model.resources
    expect(made?.including.references.map(({ name }) => name)).toEqual(['author', 'parent'])
    expect(made?.servedLinks).toHaveLength(1)
    expect(made?.storedReferences).toEqual([])
    expect(model.routes).toContain('articlesByAuthor')
    expect(model.unserved).toEqual([])
  })

  test('asks nothing of the walk, where the other end is not served', () => {
    const stored = { ...article, run: 'repository' as const }
    const model = foldModel(manifestWith({ history: [table, stored] }))
    expect(model.unserved).toEqual([])
    expect(model.routes).toEqual([])
  })

  test('needs a table', () => {
    const history = [{ ...service, at: at(0), fields: 'name:string' }, article]
    expect(() => foldModel(manifestWith({ history }))).toThrow(
      expect.objectContaining({
        message: 'There is no table of user to refer to.',
        help: 'Make it first: npx plop repository user',
      }),
    )
  })
})
