import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { changedOverrides, overrideProblems } from '../../generators/change/rendering.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import { withoutOperation } from '../../src/model/undo.ts'
import { ejection } from '../../src/render/overrides/project.ts'
import { renderChange } from '../../src/render/render.ts'
import { loadTemplates } from '../../src/render/templates.ts'
import { articles, manifestWith } from './support/manifests.ts'
import { type DiskProject, projectOnDisk, removeProjects } from './support/project-on-disk.ts'

afterEach(removeProjects)

const SERVICE = 'resource/src/resources/__resources__/__resource__.service.ts.hbs'
const TABLE = 'operations/table/migrations/__at___create___table__.ts.hbs'
const MIGRATION = 'migrations/20261122T093000Z_create_articles.ts'
const made = manifestWith({ history: [articles] })
const tags: Operation = {
  at: '20261122T100000Z',
  run: 'resource',
  name: 'tag',
  fields: 'label:string(20)',
}
const withTags: Manifest = { ...made, history: [articles, tags] }
const options = {
  packageName: undefined,
  install: 'npm install',
  add: 'npm install --save-dev',
}

const original = (path: string) =>
  readFileSync(join(import.meta.dirname, '../../templates', path), 'utf8')
const serviceOf = (project: DiskProject, name: 'article' | 'tag') =>
  project.read(`src/resources/${name}s/${name}.service.ts`)

function eject({ root, write }: DiskProject, ...paths: readonly string[]) {
  for (const path of paths) {
    for (const [file, content] of ejection(root, path, options).files) write(file, content)
  }
}

function override({ write }: DiskProject, path: string, change: (text: string) => string) {
  write(`alex/templates/${path}`, change(original(path)))
}

async function refusal(work: () => Promise<unknown>): Promise<UserError> {
  try {
    await work()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was not refused')
}

describe('ejecting', () => {
  test('every template changes nothing of what is rendered', async () => {
    const project = await projectOnDisk(made)
    const templates = await loadTemplates()
    const before = { ...made, features: { docker: true, 'github-ci': true } }
    const paths = templates.map(({ path }) => path).filter((path) => !/\/migrations\/0/.test(path))
    eject(project, ...paths)
    expect(await overrideProblems(project.root, withTags)).toEqual([])
    expect(await changedOverrides(project.root, made)).toEqual([])
    const plan = await project.plan({ ...withTags, features: before.features })
    const { base, target } = renderChange(
      foldModel(made),
      foldModel({ ...withTags, features: before.features }),
      templates,
    )
    const differing = [...target].filter(([path, file]) => base.get(path)?.content !== file.content)
    expect(plan.entries.map(({ path }) => path)).toEqual(differing.map(([path]) => path))
    for (const [path, { content }] of differing) {
      const entry = plan.entries.find((one) => one.path === path)
      expect(String(entry?.result?.content)).toBe(content)
    }
  })

  test('one that the project has its own version of is left alone', async () => {
    const project = await projectOnDisk(made)
    eject(project, SERVICE)
    expect(ejection(project.root, SERVICE, options)).toEqual({ files: new Map() })
    override(project, SERVICE, (text) => `// Acme\n${text}`)
    expect(ejection(project.root, SERVICE, options)).toEqual({
      files: new Map(),
      inTheWay: `alex/templates/${SERVICE}`,
    })
  })
})

describe('a changed override', () => {
  test('reaches the files that are there with the next operation, beside what is written there', async () => {
    const project = await projectOnDisk(made)
    const mine = `${serviceOf(project, 'article')}\nexport const mine = 1\n`
    project.write('src/resources/articles/article.service.ts', mine)
    override(project, SERVICE, (text) => `// Acme: {{human}}\n${text}`)
    expect(await changedOverrides(project.root, made)).toEqual([SERVICE])
    const { notices } = await project.change(withTags)
    expect(serviceOf(project, 'article')).toBe(`// Acme: article\n${mine}`)
    expect(serviceOf(project, 'tag')).toMatch(/^\/\/ Acme: tag\n/)
    expect(notices).toContainEqual({
      code: 'overrides-applied',
      message: `This applies what was changed in the overrides: ${SERVICE}.`,
    })
    expect(project.read(`alex/applied/${SERVICE}`)).toBe(project.read(`alex/templates/${SERVICE}`))
    expect(await project.edited()).toEqual(['src/resources/articles/article.service.ts'])
    expect(await changedOverrides(project.root, withTags)).toEqual([])
    expect((await project.plan(withTags)).entries).toEqual([])
  })

  test('alone is brought to them as well, and taken back where it is deleted', async () => {
    const project = await projectOnDisk(withTags)
    const before = serviceOf(project, 'tag')
    override(project, SERVICE, (text) => text.replace(/^/, '// Acme\n'))
    const there = await project.change(withTags)
    expect(there.entries.map(({ path, action }) => [path, action])).toEqual([
      ['src/resources/articles/article.service.ts', 'update'],
      ['src/resources/tags/tag.service.ts', 'update'],
      [`alex/applied/${SERVICE}`, 'create'],
    ])
    override(project, SERVICE, (text) => text.replace(/^/, '// Other\n'))
    await project.change(withTags)
    expect(serviceOf(project, 'tag')).toBe(`// Other\n${before}`)
    project.remove('alex/templates')
    await project.change(withTags)
    expect(serviceOf(project, 'tag')).toBe(before)
    expect(project.read(`alex/applied/${SERVICE}`)).toBeUndefined()
    expect(await project.edited()).toEqual([])
  })

  test('meets what was written on the same lines, and nothing is written', async () => {
    const project = await projectOnDisk(made)
    const path = 'src/resources/articles/article.service.ts'
    project.write(path, `// Mine\n${serviceOf(project, 'article')}`)
    override(project, SERVICE, (text) => `// Acme\n${text}`)
    const { issues } = await project.plan(withTags)
    expect(issues).toMatchObject([{ code: 'conflict', where: `${path}:1` }])
  })

  test('an operation can be taken back afterwards', async () => {
    const project = await projectOnDisk(made)
    override(project, SERVICE, (text) => `// Acme\n${text}`)
    await project.change(withTags)
    const { entries } = await project.change(withoutOperation(withTags, tags))
    expect(entries.filter(({ action }) => action === 'conflict')).toEqual([])
    expect(project.read('src/resources/tags/tag.service.ts')).toBeUndefined()
    expect(await project.edited()).toEqual([])
  })

  test('is the same however its lines end', async () => {
    const project = await projectOnDisk(made)
    eject(project, SERVICE)
    project.write(
      `alex/templates/${SERVICE}`,
      `\ufeff${original(SERVICE).replaceAll('\n', '\r\n')}`,
    )
    expect(await changedOverrides(project.root, made)).toEqual([])
  })

  test('can be without words where the template has some, and the other way round', async () => {
    const project = await projectOnDisk(made)
    project.write('alex/templates/project/base/README.md', '# {{not.a.template}}\n')
    project.write(
      'alex/templates/project/base/src/app.ts.hbs',
      'export const a = "{{project.name}}"\n',
    )
    await project.change(made)
    expect(project.read('README.md')).toBe('# {{not.a.template}}\n')
    expect(project.read('src/app.ts')).toBe('export const a = "my-api"\n')
    project.remove('alex/templates/project/base/README.md')
    override(project, 'project/base/README.md.hbs', (text) => text)
    await project.change(made)
    expect(project.read('alex/applied/project/base/README.md')).toBeUndefined()
    expect(project.read('alex/applied/project/base/README.md.hbs')).toBeDefined()
    expect(await project.edited()).toEqual([])
  })

  test('of a fragment or of a contribution to a seam is merged with the others', async () => {
    const project = await projectOnDisk({ ...made, features: { docker: true } })
    override(project, 'project/base/package.json.hbs', (text) =>
      text.replace('"type": "module",', '"type": "module",\n  "author": "Acme",'),
    )
    override(
      project,
      'project/docker/_seams/readme/docker.md.hbs',
      () => 'Ours, of {{project.name}}.\n',
    )
    await project.change(project.manifest())
    expect(JSON.parse(project.read('package.json') ?? '')).toMatchObject({ author: 'Acme' })
    expect(project.read('README.md')).toContain('\nOurs, of my-api.\n')
    expect(await project.edited()).toEqual([])
  })
})

describe('a template of migrations that is overridden', () => {
  const acme = (text: string) => `// Acme\n${text}`

  test('leaves the migrations that are there alone, and makes the later ones', async () => {
    const project = await projectOnDisk(made)
    const first = project.read(MIGRATION)
    override(project, TABLE, acme)
    const { notices } = await project.change(withTags)
    expect(project.read(MIGRATION)).toBe(first)
    expect(project.read('migrations/20261122T100000Z_create_tags.ts')).toMatch(/^\/\/ Acme\n/)
    expect(notices.map(({ message }) => message).join()).toContain(
      'Migrations that exist stay as they are.',
    )
    expect(await project.edited()).toEqual([])
  })

  test('knows how each was made, so that one that nobody touched goes with its operation', async () => {
    const project = await projectOnDisk(made)
    override(project, TABLE, acme)
    await project.change(withTags)
    override(project, TABLE, (text) => `// Other\n${text}`)
    await project.change(withTags)
    project.remove('alex/templates')
    await project.change(withTags)
    expect(await project.edited()).toEqual([])
    await project.change(withoutOperation(withTags, tags))
    expect(project.read('migrations/20261122T100000Z_create_tags.ts')).toBeUndefined()
    await project.change(manifestWith())
    expect(project.read(MIGRATION)).toBeUndefined()
    expect(await project.edited()).toEqual([])
  })

  test('of a resource that is removed gives back what it was made of', async () => {
    const project = await projectOnDisk(made)
    override(project, TABLE, (text) => text.replaceAll('timestamptz(3)', 'timestamptz'))
    const removed: Operation = { at: '20261122T110000Z', run: 'remove', name: 'article' }
    const after = { ...made, history: [articles, removed] }
    await project.change(after)
    const drop = project.read('migrations/20261122T110000Z_drop_articles.ts')
    expect(drop).toContain('timestamptz(3)')
    expect(await project.edited()).toEqual([])
    await project.change(made)
    expect(await project.edited()).toEqual([])
  })
})

describe('a package of overrides', () => {
  const NAME = '@acme/alex-conventions'
  const wanted = { ...made, overrides: NAME }

  function install(folder: string, files: Readonly<Record<string, string>>, version = '1.0.0') {
    const whole = { 'package.json': JSON.stringify({ name: NAME, version, exports: {} }), ...files }
    for (const [path, content] of Object.entries(whole)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
  }
  const service = (first: string) => ({
    [`templates/${SERVICE}`]: `// ${first}\n${original(SERVICE)}`,
  })

  test("stands in for the original, and the project's own for it", async () => {
    const project = await projectOnDisk(made)
    install(join(project.root, 'node_modules', NAME), {
      ...service('Package'),
      'templates/project/base/_gitignore': 'node_modules/\n',
    })
    const { notices } = await project.change(wanted)
    expect(serviceOf(project, 'article')).toMatch(/^\/\/ Package\n/)
    expect(project.read('.gitignore')).toBe('node_modules/\n')
    expect(project.read('alex.json')).toContain(`"overrides": "${NAME}"`)
    expect(notices[0]?.message).toContain(`project/base/_gitignore, ${SERVICE}.`)
    expect(ejection(project.root, SERVICE, { ...options, packageName: NAME })).toEqual({
      files: new Map([[`alex/templates/${SERVICE}`, `// Package\n${original(SERVICE)}`]]),
    })
    override(project, SERVICE, (text) => `// Own\n${text}`)
    await project.change(wanted)
    expect(serviceOf(project, 'article')).toMatch(/^\/\/ Own\n/)
    expect(project.read('.gitignore')).toBe('node_modules/\n')
    await project.change(made)
    expect(project.read('.gitignore')).toBe(original('project/base/_gitignore'))
    expect(await project.edited()).toEqual([])
  })

  test('of another version is applied like any change', async () => {
    const project = await projectOnDisk(made)
    const folder = join(project.root, 'node_modules', NAME)
    install(folder, service('One'))
    await project.change(wanted)
    install(folder, service('Two'), '2.0.0')
    expect(await changedOverrides(project.root, wanted)).toEqual([SERVICE])
    await project.change(wanted)
    expect(serviceOf(project, 'article')).toMatch(/^\/\/ Two\n/)
    expect(await project.edited()).toEqual([])
  })

  test('is found where Node finds it: above the project, and behind a link', async () => {
    const project = await projectOnDisk(made)
    const store = join(project.root, '../store')
    install(store, service('Linked'))
    const link = join(project.root, '../node_modules', NAME)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(store, link)
    await project.change(wanted)
    expect(serviceOf(project, 'article')).toMatch(/^\/\/ Linked\n/)
  })

  test('that is not there, or has no templates, is told before anything', async () => {
    const project = await projectOnDisk(made)
    const missing = await refusal(() => project.plan(wanted))
    expect(missing.message).toBe(`The package of overrides ${NAME} is not installed.`)
    expect(missing.help).toBe(`Install it: npm install --save-dev ${NAME}`)
    project.write('package.json', JSON.stringify({ devDependencies: { [NAME]: '1.0.0' } }))
    expect((await refusal(() => project.plan(wanted))).help).toBe('Install it: npm install')
    install(join(project.root, 'node_modules', NAME), {})
    const empty = await refusal(() => project.plan(wanted))
    expect(empty.message).toBe(
      `The package ${NAME} 1.0.0 has no overrides: there is no folder templates.`,
    )
    expect(await overrideProblems(project.root, wanted)).toMatchObject([{ message: empty.message }])
  })

  test('its problems are told with those of the project', async () => {
    const project = await projectOnDisk(made)
    install(join(project.root, 'node_modules', NAME), { [`templates/${SERVICE}`]: '{{nope}}' })
    project.write('alex/templates/x', '')
    const { where } = await refusal(() => project.plan(wanted))
    expect(where).toContain(`node_modules/${NAME}/templates/${SERVICE}:1:3: The word nope is not`)
    expect(where).toContain('alex/templates/x: There is no such template.')
  })
})

describe('what is wrong with overrides', () => {
  async function problemsOf(files: Readonly<Record<string, string | Uint8Array>>) {
    const project = await projectOnDisk(made, true)
    for (const [path, content] of Object.entries(files)) {
      project.write(`alex/templates/${path}`, content)
    }
    const found = (await overrideProblems(project.root, made)).map(
      ({ file, line, column, message, help }) =>
        `${file.slice('alex/templates/'.length)}:${line ?? ''}:${column ?? ''} ${message} ${help ?? ''}`,
    )
    if (found.length > 0) {
      const error = await refusal(() => project.plan(made))
      expect(error.message).toContain('nothing was written')
      expect(await refusal(() => project.plan(withTags))).toBeInstanceOf(UserError)
    }
    return found
  }

  test.each([
    ['a word', 'a\n  {{resourse}}', ':2:5 The word resourse is not there. Did you mean resource?'],
    [
      'a word in capitals',
      '{{Resourse}}',
      ':1:3 The word Resourse is not there. Did you mean Resource?',
    ],
    ['a word within another', '{{api.hum}}', ':1:3 The word api.hum is not there. '],
    [
      'a word of a word that is not there',
      '{{apo.human}}',
      ':1:3 The word apo.human is not there.',
    ],
    [
      'a word of a list',
      '{{#each fields}}\n{{nam}}{{/each}}',
      ':2:3 The word nam is not there. Did you mean name?',
    ],
    [
      'a word outside a list',
      '{{#each fields}}{{../humann}}{{/each}}',
      ':1:19 The word ../humann is not there. Did you mean ../human?',
    ],
    [
      'a list',
      '{{#each felds}}x{{/each}}',
      ':1:1 The word felds is not there. Did you mean fields?',
    ],
    ['what every object has', '{{constructor}}', ':1:3 The word constructor is not there.'],
    [
      'a word of a loop',
      '{{#each fields}}{{@indx}}{{/each}}',
      ':1:19 The word @indx is not there.',
    ],
    [
      'a list as a word',
      '{{fields}}',
      ':1:3 fields is a list. Loop over it, or name a word in it.',
    ],
    ['an object as a word', '{{api}}', ':1:3 api is no text. Loop over it, or name a word in it.'],
    [
      'a helper',
      'x\n{{upper human}}',
      ':2:1 There is no helper upper: words arrive as they are spelled, and nothing computes. The blocks are each, if, unless, with.',
    ],
    [
      'a block',
      '{{#eech fields}}{{/eech}}',
      ':1:1 There is no helper eech: words arrive as they are spelled, and nothing computes. Did you mean {{#each …}}?',
    ],
    ['a helper within a block', '{{#if (eq a b)}}{{/if}}', ':1:1 {{#if}} takes one word.'],
    [
      'a block over a word',
      '{{#fields}}x{{/fields}}',
      ':1:1 A block over a word does not say whether it is a list. Say {{#each fields}} or {{#if fields}}.',
    ],
    ['its opposite', '{{^fields}}x{{/fields}}', ':1:1 A block over a word'],
    ['a part', '{{> other}}', ':1:1 A template stands by itself'],
    [
      'names of its own',
      '{{#each fields as |f|}}{{f.nope}}{{/each}}',
      ':1:1 Names between | are not known here',
    ],
    ['what prints', '{{log human}}', ':1:1 There is no helper log'],
    ['a block that stays open', 'x\n{{#each fields}}\n', 'A block is opened and never closed.'],
    ['brackets that stay open', 'x\n{{human\n', ':2: Brackets are opened and never closed.'],
    ['another end', '{{#each fields}}{{/if}}', "each doesn't match if."],
  ])('%s', async (_, text, problem) => {
    const found = await problemsOf({ [SERVICE]: text })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(problem)
  })

  test('all is told at once, each once', async () => {
    const found = await problemsOf({
      [SERVICE]: '{{a1}}\n{{a2}}{{#each fields}}{{a3}}{{/each}}',
      'project/base/README.md.hbs': '{{a4}}',
      [TABLE]: '{{a5}}',
      'resource/x.ts': '',
      '.DS_Store': '',
    })
    expect(found.map((text) => text.split(' is not')[0])).toEqual(
      [
        'resource/x.ts:: There',
        'project/base/README.md.hbs:1:3 The word a4',
        `${SERVICE}:1:3 The word a1`,
        `${SERVICE}:2:3 The word a2`,
        `${SERVICE}:2:25 The word a3`,
        `${TABLE}:1:3 The word a5`,
      ].map((text) =>
        text.replace(
          ':: There',
          ':: There is no such template. npx create-alex-api eject --list shows all.',
        ),
      ),
    )
  })

  test('of a template of migrations, before the next one is made of it', async () => {
    expect(await problemsOf({ [TABLE]: '{{tabl}}' })).toEqual([
      `${TABLE}:1:3 The word tabl is not there. Did you mean table?`,
    ])
    expect(await problemsOf({ [TABLE]: 'const = {{table}}' })).toHaveLength(1)
  })

  test.each([
    [SERVICE.replace('__resource__.service', '__resource__.servise'), SERVICE],
    ['base/biome.json', 'project/base/biome.json'],
    ['project/base/readme.md.hbs', 'project/base/README.md.hbs'],
    ['README.md', 'project/base/README.md.hbs'],
    ['somewhere/else/entirely.txt', undefined],
  ])('%s is no template', async (path, meant) => {
    const [found] = await problemsOf({ [path]: '' })
    const help = meant ? `Did you mean ${meant}?` : 'npx create-alex-api eject --list shows all.'
    expect(found).toBe(`${path}:: There is no such template. ${help}`)
  })

  test('two that stand in for one, and a migration that exists', async () => {
    expect(
      await problemsOf({ 'project/base/README.md': '', 'project/base/README.md.hbs': '' }),
    ).toEqual([
      'project/base/README.md.hbs:: It stands in for the same template as alex/templates/project/base/README.md. ',
    ])
    const path = 'project/base/migrations/00000000T000000Z_create_idempotency_keys.ts'
    expect(await problemsOf({ [path]: 'export {}\n' })).toEqual([
      `${path}:: It is a migration that exists, and those never change. Write one that comes after it: npx plop migration <name>`,
    ])
  })

  test('a result that does not parse', async () => {
    expect(await problemsOf({ [SERVICE]: 'const\n{{human}} = = 1' })).toEqual([
      `${SERVICE}:: What comes of it does not parse: src/resources/articles/article.service.ts:2: Unexpected token. `,
    ])
    expect(await problemsOf({ 'project/base/tsconfig.json': '{' })).toHaveLength(1)
    expect(await problemsOf({ 'project/base/package.json': '{' })).toMatchObject([
      expect.stringContaining('templates/project/base/package.json is not JSON'),
    ])
  })

  test('what is no text', async () => {
    const bytes = new Uint8Array([0xff, 0x00])
    expect(await problemsOf({ [SERVICE]: bytes })).toEqual([`${SERVICE}:: is no text in UTF-8. `])
    expect(await problemsOf({ 'project/base/_gitignore': bytes })).toEqual([])
  })

  test('of a layer that the project has not, only what can be told without it', async () => {
    expect(await problemsOf({ 'project/docker/Dockerfile.hbs': '{{nope}}' })).toEqual([])
    expect(await problemsOf({ 'project/docker/Dockerfile.hbs': '{{#each}}' })).toHaveLength(1)
  })

  test('links, wherever they are', async () => {
    const project = await projectOnDisk(made, true)
    const elsewhere = join(project.root, '../elsewhere')
    mkdirSync(join(elsewhere, 'templates'), { recursive: true })
    writeFileSync(join(elsewhere, 'secret'), 'secret')
    project.write('alex/templates/x', '')
    project.remove('alex/templates/x')
    symlinkSync(join(elsewhere, 'secret'), join(project.root, 'alex/templates/secret'))
    symlinkSync(elsewhere, join(project.root, 'alex/templates/project'))
    const files = (await overrideProblems(project.root, made)).map(({ file }) => file)
    expect(files).toEqual(['alex/templates/project', 'alex/templates/secret'])
    project.remove('alex')
    symlinkSync(elsewhere, join(project.root, 'alex'))
    expect(await overrideProblems(project.root, made)).toMatchObject([
      { file: 'alex', message: 'is a symbolic link, and those are not followed.' },
    ])
    expect(readdirSync(elsewhere)).toEqual(['secret', 'templates'])
  })
})
