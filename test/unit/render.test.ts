import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import { bundleSource } from '../../src/render/compile.ts'
import { render } from '../../src/render/render.ts'
import { type Bundle, loadTemplatesFromSource, templatesOf } from '../../src/render/templates.ts'
import type { Tree } from '../../src/render/tree.ts'
import { articles, manifestWith } from './support/manifests.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'))
  folders.push(folder)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

async function rendered(
  files: Record<string, string | Uint8Array>,
  manifest: Partial<Manifest> = {},
): Promise<Tree> {
  const templates = await loadTemplatesFromSource(folderOf(files))
  return render(foldModel(manifestWith(manifest)), templates)
}

const textOf = (tree: Tree, path: string) => tree.get(path)?.content

describe('render', () => {
  test('copies what is not a template byte for byte', async () => {
    const bytes = new Uint8Array([0xff, 0xfe, 0, 1])
    const text = '{{ not.a.template }} \u2028 `$` \\ \r\n\ttail'
    const tree = await rendered({ 'project/base/a.txt': text, 'project/base/b.bin': bytes })
    expect(textOf(tree, 'a.txt')).toBe(text)
    expect([...(textOf(tree, 'b.bin') as Uint8Array)]).toEqual([...bytes])
  })

  test('prints words without escaping them', async () => {
    const files = { 'project/base/x.md.hbs': '# {{project.name}} {{packageManager.run}} <&\'">' }
    expect(textOf(await rendered(files), 'x.md')).toBe('# my-api npm run <&\'">')
  })

  test.each([
    ['project/base/_gitignore', '.gitignore'],
    ['project/base/_github/workflows/check.yml', '.github/workflows/check.yml'],
    ['project/base/src/__proto', 'src/__proto'],
    ['project/base/a_b/c_', 'a_b/c_'],
  ])('writes %s to %s', async (template, path) => {
    expect([...(await rendered({ [template]: '' })).keys()]).toContain(path)
  })

  test('renders a slice for each resource and a migration for each operation', async () => {
    const tree = await rendered(
      {
        'resource/src/resources/__resources__/__resource__.ts.hbs':
          'export class {{Resource}} {}\n{{#each fields}}// {{column}}\n{{/each}}',
        'operations/table/migrations/__at___create___table__.ts.hbs': '// {{table}} {{at}}\n',
        'project/base/src/resources/index.ts.hbs':
          "{{#each resources}}\nimport { {{resources}} } from './{{collection}}/index.ts'\n{{/each}}\n",
      },
      { history: [articles, { ...articles, at: '20261122T093001Z', name: 'blog post' }] },
    )
    expect([...tree.keys()]).toEqual([
      'alex.json',
      'migrations/20261122T093000Z_create_articles.ts',
      'migrations/20261122T093001Z_create_blog_posts.ts',
      'src/resources/articles/article.ts',
      'src/resources/blog-posts/blog-post.ts',
      'src/resources/index.ts',
    ])
    expect(textOf(tree, 'src/resources/index.ts')).toBe(
      "import { articles } from './articles/index.ts'\nimport { blogPosts } from './blog-posts/index.ts'\n",
    )
    expect(textOf(tree, 'src/resources/articles/article.ts')).toBe(
      'export class Article {}\n// title\n// body\n// views\n// published_at\n',
    )
    expect(textOf(tree, 'migrations/20261122T093001Z_create_blog_posts.ts')).toBe(
      '// blog_posts 20261122T093001Z\n',
    )
  })

  test('a layer is there only with its feature', async () => {
    const files = { 'project/base/a': '', 'project/docker/Dockerfile': '', 'project/pnpm/p': '' }
    expect([...(await rendered(files)).keys()]).toEqual(['a', 'alex.json'])
    const full = await rendered(files, { features: { docker: true }, packageManager: 'pnpm' })
    expect([...full.keys()]).toEqual(['Dockerfile', 'a', 'alex.json', 'p'])
  })

  test('no two layers write one path', async () => {
    const files = { 'project/base/a.hbs': '', 'project/docker/a': '' }
    await expect(rendered(files, { features: { docker: true } })).rejects.toThrow(
      'a has two authors: project/base/a.hbs and project/docker/a',
    )
  })

  test('the base loops over what layers contribute to a seam', async () => {
    const files = {
      'project/base/r.md.hbs': '{{#each seams.readme}}\n[{{name}}] {{text}}\n{{/each}}\n',
      'project/docker/_seams/readme/b.md': 'Docker\n',
      'project/base/_seams/readme/c.md': 'Base\n',
      'project/github-ci/_seams/readme/a.md.hbs': '{{project.name}}\n',
    }
    expect(textOf(await rendered(files), 'r.md')).toBe('[c] Base\n')
    const both = await rendered(files, { features: { docker: true, 'github-ci': true } })
    expect(textOf(both, 'r.md')).toBe('[a] my-api\n[b] Docker\n[c] Base\n')
    expect([...both.keys()]).toEqual(['alex.json', 'r.md'])
  })

  test('no two contributions to a seam have one name', async () => {
    const files = {
      'project/base/r.hbs': '{{#each seams.readme}}x{{/each}}',
      'project/docker/_seams/readme/a.md': 'A\n',
      'project/docker/_seams/readme/a.md.hbs': 'A\n',
    }
    await expect(rendered(files, { features: { docker: true } })).rejects.toThrow(
      'readme has a contribution a already',
    )
    await expect(rendered(files)).resolves.toBeDefined()
  })

  test('a seam may be empty, but not unknown', async () => {
    const loop = '{{#each seams.readme}}x{{/each}}'
    const declared = { 'project/base/r.hbs': loop, 'project/base/_seams/readme/_empty.md': '' }
    expect(textOf(await rendered(declared), 'r')).toBe('')
    await expect(rendered({ 'project/base/r.hbs': loop })).rejects.toThrow(
      /r\.hbs: "seams\.readme" is not/,
    )
  })

  test('merges the parts of package.json', async () => {
    const tree = await rendered(
      {
        'project/base/package.json.hbs':
          '{"devDependencies":{"z":"1","b":"1"},"name":"{{project.name}}","scripts":{"dev":"d","build":"b"},"zzz":1}',
        'project/docker/package.json': '{"devDependencies":{"a":"2"},"scripts":{"image":"i"}}',
      },
      { features: { docker: true } },
    )
    expect(textOf(tree, 'package.json')).toBe(
      `${JSON.stringify(
        {
          name: 'my-api',
          scripts: { dev: 'd', build: 'b', image: 'i' },
          devDependencies: { a: '2', b: '1', z: '1' },
          zzz: 1,
        },
        null,
        2,
      )}\n`,
    )
  })

  test('layers that contradict each other in package.json are an error', async () => {
    const files = {
      'project/base/package.json': '{"scripts":{"a":"1"}}',
      'project/docker/package.json': '{"scripts":{"a":"2"}}',
    }
    await expect(rendered(files, { features: { docker: true } })).rejects.toThrow(
      'project/docker/package.json contradicts an earlier layer at scripts.a',
    )
  })

  test('programs are executable', async () => {
    const tree = await rendered({
      'project/base/bin/run': 'echo\n',
      'project/base/tool': '#!/bin/sh\n',
      'project/base/plain': '',
    })
    const modes = [...tree].map(([path, { mode }]) => [path, mode])
    expect(Object.fromEntries(modes)).toEqual({
      'alex.json': 0o644,
      'bin/run': 0o755,
      plain: 0o644,
      tool: 0o755,
    })
  })

  test.each([
    '{{missing}}',
    '{{project.missing}}',
    '{{missing.deep}}',
    '{{#each missing}}{{/each}}',
  ])('a word that the model lacks is an error that names template and word: %s', async (text) => {
    const failure = rendered({ 'project/base/deep/x.md.hbs': `one\n${text}` })
    await expect(failure).rejects.toThrow(
      /templates\/project\/base\/deep\/x\.md\.hbs: "(missing|deep)" is not in/,
    )
  })

  test.each(['{{#each}}', '{{/if}}', '{{#each resources}}'])(
    'a template that cannot be parsed is an error that names it: %s',
    async (text) => {
      await expect(rendered({ 'project/base/x.hbs': text })).rejects.toThrow('project/base/x.hbs')
    },
  )

  test.each(['constructor', '__proto__', 'toString', 'project.constructor'])(
    'a template cannot reach %s',
    async (word) => {
      const tree = rendered({ 'project/base/x.hbs': `[{{${word}}}]` })
      expect(await tree.then((files) => textOf(files, 'x')).catch(() => '[]')).toBe('[]')
    },
  )

  test('the same model gives the same bytes, and an empty folder only the manifest', async () => {
    const files = { 'project/base/a.ts.hbs': '{{project.title}}', 'project/base/b': 'b' }
    const templates = await loadTemplatesFromSource(folderOf(files))
    const model = foldModel(manifestWith())
    expect(render(model, templates)).toEqual(render(model, templates))
    expect([...(await rendered({})).keys()]).toEqual(['alex.json'])
    expect(await loadTemplatesFromSource('/nowhere/at/all')).toEqual([])
  })

  test('the build’s bundle renders what the sources render', async () => {
    const folder = folderOf({
      'project/base/a.md.hbs': '{{project.name}}{{#each resources}}{{table}}{{/each}}\n',
      'project/base/b.txt': '`$`\u2028\\',
      'project/base/c.bin': new Uint8Array([0xff, 0]),
    })
    const source = bundleSource(folder)
    const bundle: Bundle = await import(`data:text/javascript,${encodeURIComponent(source)}`)
    const model = foldModel(manifestWith({ history: [articles] }))
    expect(render(model, templatesOf(bundle))).toEqual(
      render(model, await loadTemplatesFromSource(folder)),
    )
  })
})
