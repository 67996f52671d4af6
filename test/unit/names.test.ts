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
    ['OAuth2Client', 'OAuth2Client', 'o-auth2-clients', 'o_auth2_clients'],
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
    ['sheep', 'same word'],
    ['news', 'same word'],
    ['equipment', 'same word'],
    ['class', 'a word of TypeScript'],
    ['new', 'a word of TypeScript'],
    ['default', 'a word of TypeScript'],
    ['Interface', 'a word of TypeScript'],
    ['argument', 'a word of TypeScript'],
    ['date', 'hide a type'],
    ['error', 'hide a type'],
    ['promise', 'hide a type'],
    ['regExp', 'hide a type'],
    ['health', 'something else of that name'],
    ['metric', 'something else of that name'],
    ['doc', 'something else of that name'],
    ['openapi', 'something else of that name'],
    ['open-api', 'something else of that name'],
    ['index', 'something else of that name'],
    ['resource', 'something else of that name'],
    ['con', 'Windows'],
    ['COM1', 'Windows'],
    ['constructor', 'every JavaScript object'],
    ['prototype', 'every JavaScript object'],
    ['toString', 'every JavaScript object'],
    ['has-own-property', 'every JavaScript object'],
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
    ['data-point', 'datapoint', true],
  ])('%s and %s: %s', (one, other, collides) => {
    const others = [resourceNames('zebra'), resourceNames(other)]
    expect(collidingResource(resourceNames(one), others) !== undefined).toBe(collides)
  })

  test('the plural of one is the singular of another', () => {
    const bean = resourceNames('bean')
    const beans = { ...resourceNames('crate'), file: 'beans', collection: 'beanses' }
    expect(collidingResource(bean, [beans])).toBe(beans)
  })
})

describe('fieldNames', () => {
  test.each([
    ['publishedAt', 'publishedAt', 'published_at'],
    ['published_at', 'publishedAt', 'published_at'],
    ['Published-At', 'publishedAt', 'published_at'],
    ['imageURL', 'imageUrl', 'image_url'],
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
