import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { collidingResource, fieldNames, resourceNames } from '../../src/model/names.ts'
import { projectNameProblem, suggestProjectName } from '../../src/model/project-name.ts'

function refusal(run: () => unknown): UserError {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(UserError)
    return error as UserError
  }
  throw new Error('it was not refused')
}

describe('resourceNames', () => {
  test('spells a name in every way', () => {
    expect(resourceNames('blog post')).toEqual({
      resource: 'blogPost',
      Resource: 'BlogPost',
      resources: 'blogPosts',
      Resources: 'BlogPosts',
      spelled: 'blog-post',
      file: 'blog-post',
      collection: 'blog-posts',
      code: 'blog_post',
      table: 'blog_posts',
      human: 'blog post',
      Human: 'Blog post',
      humans: 'blog posts',
      Humans: 'Blog posts',
      aHuman: 'a blog post',
      AHuman: 'A blog post',
    })
  })

  test.each([
    'BlogPost',
    'blogPost',
    'blog-post',
    'blog_post',
    'BLOG_POST',
    ' Blog  post ',
    'Blog_Post',
  ])('takes any spelling: %s', (typed) =>
    expect(resourceNames(typed)).toEqual(resourceNames('blog post')),
  )

  test.each([
    ['APIKey', 'ApiKey', 'api-keys', 'api_keys'],
    ['userAPIKey', 'UserApiKey', 'user-api-keys', 'user_api_keys'],
    ['HTTPLog', 'HttpLog', 'http-logs', 'http_logs'],
    ['OAuthClient', 'OauthClient', 'oauth-clients', 'oauth_clients'],
    ['OAuth2Client', 'Oauth2Client', 'oauth2-clients', 'oauth2_clients'],
    ['oauth2Client', 'Oauth2Client', 'oauth2-clients', 'oauth2_clients'],
    ['IPv4Address', 'Ipv4Address', 'ipv4-addresses', 'ipv4_addresses'],
    ['GraphQLQuery', 'GraphqlQuery', 'graphql-queries', 'graphql_queries'],
    ['render3DModel', 'Render3dModel', 'render3d-models', 'render3d_models'],
    ['OAUTH2CLIENT', 'Oauth2Client', 'oauth2-clients', 'oauth2_clients'],
    ['S3Bucket', 'S3Bucket', 's3-buckets', 's3_buckets'],
    ['iOSDevice', 'IosDevice', 'ios-devices', 'ios_devices'],
    ['kiosk', 'Kiosk', 'kiosks', 'kiosks'],
    ['person', 'Person', 'people', 'people'],
    ['child', 'Child', 'children', 'children'],
    ['category', 'Category', 'categories', 'categories'],
    ['address', 'Address', 'addresses', 'addresses'],
    ['status', 'Status', 'statuses', 'statuses'],
    ['bus', 'Bus', 'buses', 'buses'],
    ['analysis', 'Analysis', 'analyses', 'analyses'],
    ['quiz', 'Quiz', 'quizzes', 'quizzes'],
    ['hero', 'Hero', 'heroes', 'heroes'],
    ['lens', 'Lens', 'lenses', 'lenses'],
    ['cache', 'Cache', 'caches', 'caches'],
    ['shoe', 'Shoe', 'shoes', 'shoes'],
    ['movie', 'Movie', 'movies', 'movies'],
    ['user', 'User', 'users', 'users'],
    ['order', 'Order', 'orders', 'orders'],
    ['group', 'Group', 'groups', 'groups'],
  ])('%s → %s, %s, %s', (typed, type, collection, table) => {
    expect(resourceNames(typed)).toMatchObject({ Resource: type, collection, table })
  })

  test.each([
    ['hour', 'an hour'],
    ['user', 'a user'],
    ['invoice', 'an invoice'],
    ['umbrella', 'an umbrella'],
    ['unit', 'a unit'],
    ['article', 'an article'],
    ['european', 'a european'],
  ])('%s: %s', (typed, phrase) => expect(resourceNames(typed).aHuman).toBe(phrase))

  test.each([
    ['', 'is empty'],
    ['   ', 'is empty'],
    ['1st', 'start with a letter'],
    ['_x', 'start with a letter'],
    ['-x', 'start with a letter'],
    ['__proto__', 'start with a letter'],
    ['été', 'U+00E9'],
    ['a/b', 'the character /'],
    ['../etc', 'the character .'],
    ['a`b', 'the character `'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the hostile text
    ['a${b}', 'the character $'],
    ["a'b", "the character '"],
    ['a\nb', 'U+000A'],
    ['a\u202eb', 'U+202E'],
    ['a\u0000b', 'U+0000'],
    ['😀', 'U+1F600'],
    ['x'.repeat(41), '41 characters'],
    ['x'.repeat(10_000), '10000 characters'],
    ['articles', 'is a plural'],
    ['people', 'is a plural'],
    ['blog-posts', 'is a plural'],
  ])('refuses %j: %s', (typed, reason) => {
    const error = refusal(() => resourceNames(typed))
    expect(error.message).toContain(reason)
    expect(error.message.length).toBeLessThan(300)
    expect(error.message).toMatch(/^[\x20-\x7e]+$/)
    expect(error.help).toBeTruthy()
  })

  test('the refusal of a plural says the singular', () => {
    expect(refusal(() => resourceNames('blog-posts')).help).toContain('"blog-post"')
  })

  test.each([
    ['3dModel', '"model-3d"'],
    ['1st', '"item-1st"'],
    ['_x', '"x"'],
    ['42', '"item-42"'],
  ])('the refusal of %s says %s', (typed, better) => {
    expect(refusal(() => resourceNames(typed)).help).toContain(better)
    expect(resourceNames(JSON.parse(better)).spelled).toBe(JSON.parse(better))
  })

  test.each([
    ['octopus', 'octopodes', 'octopodes', 'octopodes'],
    ['Pokemon', 'pokemon', 'pokemon', 'pokemonItems'],
    ['datum point', 'data points', 'data-points', 'dataPoints'],
    ['articles', 'ArticlesAll', 'articles-all', 'articlesAll'],
    ['person', 'persons', 'persons', 'persons'],
  ])('%s with --plural %s is %s, and %s in code', (typed, many, collection, resources) => {
    expect(resourceNames(typed, many)).toMatchObject({ collection, resources })
  })

  test.each([
    ['', 'the name is empty'],
    ['x y`', 'the character `'],
    ['9lives', 'start with a letter'],
    ['con', 'Windows'],
    ['kysely-migration', 'a table of that name'],
    ['x'.repeat(41), '41 characters'],
  ])('refuses the plural %j: %s', (many, reason) => {
    const error = refusal(() => resourceNames('article', many))
    expect(error.message).toContain('The plural of a resource')
    expect(error.message).toContain(reason)
    expect(error.help).toBeTruthy()
  })

  test.each([
    ['sheep', 'sheep', 'sheep', 'sheepItems'],
    ['equipment', 'equipment', 'equipment', 'equipmentItems'],
    ['news', 'news', 'news', 'newsItems'],
    ['series', 'series', 'series', 'seriesItems'],
    ['species', 'species', 'species', 'speciesItems'],
    ['feedback', 'feedback', 'feedback', 'feedbackItems'],
    ['tv-series', 'tv-series', 'tvSeries', 'tvSeriesItems'],
    ['data', 'data', 'dataItem', 'dataItems'],
    ['raw-data', 'raw-data', 'rawData', 'rawDataItems'],
  ])('%s is a word for one and for all: /%s, %s and %s', (typed, collection, one, many) => {
    expect(resourceNames(typed)).toMatchObject({
      spelled: typed,
      collection,
      resource: one,
      resources: many,
    })
  })

  test.each([
    ['class', 'classItem', 'classItems', 'classes'],
    ['new', 'newItem', 'newItems', 'news'],
    ['date', 'dateItem', 'dateItems', 'dates'],
    ['error', 'errorItem', 'errorItems', 'errors'],
    ['query', 'queryItem', 'queryItems', 'queries'],
    ['mutation', 'mutationItem', 'mutationItems', 'mutations'],
    ['service', 'serviceItem', 'serviceItems', 'services'],
    ['request', 'requestItem', 'requestItems', 'requests'],
    ['resource', 'resourceItem', 'resourceItems', 'resources'],
    ['page', 'pageItem', 'pageItems', 'pages'],
    ['row', 'rowItem', 'rowItems', 'rows'],
    ['id', 'idItem', 'idItems', 'ids'],
    ['argument', 'argumentItem', 'argumentItems', 'arguments'],
    ['change', 'changeItem', 'changeItems', 'changes'],
    ['constructor', 'constructorItem', 'constructorItems', 'constructors'],
    ['toString', 'toStringItem', 'toStringItems', 'to-strings'],
    ['test-app', 'testAppItem', 'testAppItems', 'test-apps'],
  ])('%s is %s and %s in code, and /%s', (typed, one, many, collection) => {
    expect(resourceNames(typed)).toMatchObject({ resource: one, resources: many, collection })
  })

  // Who adds a variable to a template should not take one of these words from the users' code.
  test.each(
    `user order group table account product category article comment tag event file image message
    notification customer invoice payment plan project task team member role permission
    session device address city country company employee department review rating cart item price
    discount coupon shipment warehouse supplier store location booking room ticket course lesson
    student teacher grade author book topic channel document folder template report setting log job
    position option edge link note version status state migration token`
      .trim()
      .split(/\s+/),
  )('%s is spelled as it is', (typed) => {
    expect(resourceNames(typed).resource).toBe(typed)
  })

  test.each([
    ['index', 'index-item'],
    ['con', 'con-item'],
    ['COM1', 'com1-item'],
    ['article', 'article'],
  ])('the file of %s is %s', (typed, file) => {
    expect(resourceNames(typed).file).toBe(file)
  })

  test('any name of 1 to 40 letters is taken or refused, and its table fits', () => {
    for (let length = 2; length <= 40; length++) {
      expect(resourceNames('xyzuvw'.repeat(7).slice(0, length)).table.length).toBeLessThan(64)
    }
  })
})

describe('collidingResource', () => {
  test.each([
    ['blog-post', 'BlogPost', true],
    ['blogpost', 'blog post', true],
    ['article', 'article-s-x', false],
    ['article', 'comment', false],
    ['article', 'new-article', true],
    ['new-article', 'article', true],
    ['article', 'article-connection', true],
    ['price', 'price-list', false],
    ['order', 'order-service', false],
    ['class', 'class-item', true],
    ['sheep', 'sheep-item', true],
    ['index', 'index-item', true],
    ['data-point', 'datapoint', true],
  ])('%s and %s: %s', (one, other, collides) => {
    const others = [resourceNames('zebra'), resourceNames(other)]
    expect(collidingResource(resourceNames(one), others) !== undefined).toBe(collides)
  })

  test('the plural of one is the singular of another', () => {
    const beans = resourceNames('beans', 'beanses')
    expect(collidingResource(resourceNames('bean'), [beans])).toBe(beans)
    expect(collidingResource(beans, [resourceNames('bean')])).toBeDefined()
  })
})

describe('fieldNames', () => {
  test.each([
    ['publishedAt', 'publishedAt', 'published_at'],
    ['published_at', 'publishedAt', 'published_at'],
    ['Published-At', 'publishedAt', 'published_at'],
    ['imageURL', 'imageUrl', 'image_url'],
    ['imageURLs', 'imageUrls', 'image_urls'],
    ['userIDs', 'userIds', 'user_ids'],
    ['data', 'data', 'data'],
    ['type', 'type', 'type'],
    ['address2', 'address2', 'address2'],
    ['address_2', 'address2', 'address_2'],
    ['class', 'class', 'class'],
    ['default', 'default', 'default'],
    ['order', 'order', 'order'],
    ['user', 'user', 'user'],
    ['x', 'x', 'x'],
  ])('%s is the property %s and the column %s', (typed, name, column) => {
    expect(fieldNames(typed)).toMatchObject({ name, column })
  })

  test.each([
    ['id', 'every resource'],
    ['ID', 'every resource'],
    ['created_at', 'every resource'],
    ['CreatedAt', 'every resource'],
    ['updatedAt', 'every resource'],
    ['version', 'every resource'],
    ['__proto__', 'start with a letter'],
    ['constructor', 'every JavaScript object'],
    ['prototype', 'every JavaScript object'],
    ['toString', 'every JavaScript object'],
    ['to_string', 'every JavaScript object'],
    ['valueOf', 'every JavaScript object'],
    ['hasOwnProperty', 'every JavaScript object'],
    ['xmin', 'system column'],
    ['ctid', 'system column'],
  ])('refuses %s: %s', (typed, reason) => {
    expect(refusal(() => fieldNames(typed)).message).toContain(reason)
  })
})

describe('the name of a project', () => {
  test.each(['my-api', 'a', 'api2', 'my.api', 'my_api', '2fast', 'x'.repeat(100)])(
    '%s is taken',
    (name) => expect(projectNameProblem(name)).toBeUndefined(),
  )

  test.each([
    '',
    'My-api',
    '.x',
    '_x',
    '-x',
    'a b',
    'a/b',
    '@a/b',
    'a-',
    'a..b',
    'x'.repeat(101),
    'fs',
    'node_modules',
    'create-alex-api',
    'é',
    'a\n',
    '../x',
    'a"b',
    '$(x)',
  ])('%j is refused, and what is suggested is taken', (name) => {
    expect(projectNameProblem(name)).toMatch(/^[a-z]/)
    expect(projectNameProblem(suggestProjectName(name))).toBeUndefined()
  })

  test('the suggestion is near', () => {
    expect(suggestProjectName('My Café API!')).toBe('my-cafe-api')
  })
})
