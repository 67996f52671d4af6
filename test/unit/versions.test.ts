import { describe, expect, test } from 'vitest'
import { versionOperation } from '../../generators/version/plan.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { foldModel } from '../../src/model/model.ts'
import { packageVersion } from '../../src/package.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource } from '../../src/render/templates.ts'

const now = new Date('2026-11-25T09:30:00Z')

function project(...more: readonly Operation[]): Manifest {
  const article: Operation = {
    at: '20261122T093000Z',
    run: 'resource',
    name: 'blog-post',
    fields: 'title:string(200) link:many(blog-post)',
  }
  return {
    version: packageVersion(),
    name: 'my-api',
    features: {},
    packageManager: 'npm',
    history: [article, ...more],
  }
}

function grown(
  manifest: Manifest,
  answers: { readonly sunset?: string; readonly notice?: string },
) {
  const operation = versionOperation(manifest, { name: 'BlogPost', ...answers }, now)
  if (operation === undefined) throw new Error('nothing to do')
  return { ...manifest, history: [...manifest.history, operation] }
}

const versionsOf = (manifest: Manifest) => foldModel(manifest).resources[0]?.versions

describe('the next version of a resource', () => {
  test('comes after the one before, which is deprecated at once and ends in a year', () => {
    expect(versionsOf(grown(project(), {}))).toEqual([
      {
        number: 2,
        file: 'blog-post-v2',
        routes: 'blogPostsV2',
        since: '2026-11-25',
        until: '2027-11-25',
        notice: undefined,
      },
    ])
  })

  test('can be followed by another one', () => {
    const two = grown(project(), { sunset: '2027-06-30' })
    const three = grown(two, { sunset: '2027-12-31', notice: 'https://example.com/v3' })
    expect(versionsOf(three)).toMatchObject([
      { number: 2, until: '2027-06-30' },
      { number: 3, until: '2027-12-31', notice: 'https://example.com/v3' },
    ])
  })

  test('is there already when the same is asked for again', () => {
    const two = grown(project(), { sunset: '2027-06-30' })
    const again = { name: 'blog-post', sunset: '2027-06-30' }
    expect(versionOperation(two, again, now)).toBeUndefined()
  })

  test('is kept in the manifest, key by key', () => {
    const two = grown(project(), { sunset: '2027-06-30', notice: 'https://example.com/v2' })
    const text = serializeManifest(two)
    expect(parseManifest(text, { version: packageVersion() }).history).toEqual(two.history)
    expect(() =>
      parseManifest(text.replace(/"sunset": .*\n/, ''), { version: packageVersion() }),
    ).toThrow()
  })

  test.each<[answers: { sunset?: string; notice?: string }, message: string]>([
    [{ sunset: 'soon' }, 'that is no day'],
    [{ sunset: '2027-02-30' }, 'that is no day'],
    [{ sunset: '+10000-01-01' }, 'that is no day'],
    [{ sunset: '2026-11-25' }, 'it is deprecated on 2026-11-25'],
    [{ sunset: '2020-01-01' }, 'it is deprecated on'],
    [{ notice: 'changes.md' }, 'is no address of a page'],
    [{ notice: 'javascript:alert(1)' }, 'is no address of a page'],
    [{ notice: "https://example.com/it's" }, 'is no address of a page'],
    [{ notice: 'https://example.com/<a>' }, 'is no address of a page'],
    [{ notice: `https://example.com/${'x'.repeat(500)}` }, 'is no address of a page'],
  ])('is refused with %j', (answers, message) => {
    expect(() => grown(project(), answers)).toThrow(message)
  })

  test('is refused for what is not served', () => {
    const service: Operation = {
      at: '20261122T093001Z',
      run: 'service',
      name: 'mail',
      fields: 'to:email',
    }
    for (const name of ['mail', 'nothing']) {
      expect(() => versionOperation(project(service), { name }, now)).toThrow(
        `There is no resource ${name} that is served.`,
      )
    }
  })

  test('is refused where its files would be those of a link', () => {
    const article = project().history[0] as Operation
    const history = [{ ...article, fields: 'title:string v2:many(blog-post)' }] as Operation[]
    expect(() => grown({ ...project(), history }, {})).toThrow('taken already')
  })
})

describe('the files of a version', () => {
  test('are those of the first one, but for their names', async () => {
    const templates = await loadTemplatesFromSource(`${import.meta.dirname}/../../templates`)
    const tree = render(foldModel(grown(project(), { sunset: '2027-06-30' })), templates)
    const text = (name: string) => String(tree.get(`src/resources/blog-posts/${name}`)?.content)

    expect(text('blog-post-v2.schemas.ts')).toBe(text('blog-post.schemas.ts'))
    const controller = text('blog-post-v2.controller.ts')
    expect(controller).toContain('export function blogPostV2Controller(')
    expect(controller).toContain("operationId: 'listBlogPostsV2'")
    expect(controller).toContain("from './blog-post-v2.schemas.ts'")
    expect(controller).toContain("from './blog-post.service.ts'")
    expect(controller.replaceAll('V2', '').replaceAll('-v2', '').replaceAll(' v2', '').length).toBe(
      text('blog-post.controller.ts').length,
    )
    expect(text('blog-post-v2.controller.test.ts')).toContain("const url = '/v2/blog-posts'")
    expect(text('blog-post-v2.routes.ts')).toContain('export const blogPostsV2: Resource = {')
    expect(text('index.ts')).not.toContain('V2')
    expect(String(tree.get('src/resources/index.ts')?.content)).toContain('  blogPostsV2,\n')
  })
})
