import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { createAlexApi, makeProject, packageFolder, runPlop, snapshot } from './support/program.ts'

const SERVICE = 'resource/src/resources/__resources__/__resource__.service.ts.hbs'
const OWN = `alex/templates/${SERVICE}`
const FILE = 'src/resources/articles/article.service.ts'
const original = readFileSync(join(packageFolder, 'templates', SERVICE), 'utf8')

let cwd = ''
let before: ReturnType<typeof snapshot>

beforeEach(async () => {
  cwd = (await makeProject(['--example'])).root
  before = snapshot(cwd)
})

const run = (...args: readonly string[]) => createAlexApi(args, { cwd })
const read = (path: string) => readFileSync(join(cwd, path), 'utf8')
function write(path: string, text: string) {
  mkdirSync(dirname(join(cwd, path)), { recursive: true })
  writeFileSync(join(cwd, path), text)
}

describe('eject', () => {
  test('copies the template of a file, and changes nothing else', async () => {
    const { code, stdout, stderr } = await run('eject', FILE, 'project/base/biome.json')
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toContain(`  create  ${OWN}\n`)
    expect(stderr).toContain('npx create-alex-api apply')
    expect(read(OWN)).toBe(original)
    const after = Object.entries(snapshot(cwd)).filter(([path]) => !/^alex(\/|$)/.test(path))
    expect(Object.fromEntries(after)).toEqual(before)
    const again = await run('eject', OWN)
    expect(again).toMatchObject({ code: 0 })
    expect(again.stderr).toBe('The project has them already: nothing to change.\n')
    expect((await run('apply')).stderr).toContain('nothing to change')
  })

  test('finds it from a folder below, and says as JSON what it did', async () => {
    const options = { cwd: join(cwd, 'src/resources') }
    const typed = ['eject', 'articles/article.service.ts', '--json', '--yes']
    const { code, stdout } = await createAlexApi(typed, options)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      command: 'eject',
      entries: [
        { path: OWN, action: 'create' },
        { path: `alex/applied/${SERVICE}`, action: 'create' },
      ],
    })
  })

  test('with --dry-run shows it, and writes nothing', async () => {
    const { code, stderr, stdout } = await run('eject', FILE, '--dry-run', '--json')
    expect(code).toBe(0)
    expect(stderr).toContain('Nothing was written')
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, dryRun: true })
    expect(snapshot(cwd)).toEqual(before)
  })

  test('tells of everything that is no template, with what was meant', async () => {
    const { code, stderr } = await run(
      'eject',
      'src/resources/articles/article.servise.ts',
      'project/base/biome.jsn',
      'alex.json',
      'package.json',
      'migrations/00000000T000000Z_create_idempotency_keys.ts',
      '../../etc/passwd',
    )
    expect(code).toBe(2)
    expect(stderr).toContain(`article.servise.ts: did you mean ${FILE}?`)
    expect(stderr).toContain('biome.jsn: did you mean project/base/biome.json?')
    expect(stderr).toContain('alex.json: is the manifest, which has no template')
    expect(stderr).toContain('package.json: comes of several: project/base/package.json.hbs, ')
    expect(stderr).toContain('is a migration that exists, and those never change')
    expect(stderr).toContain('passwd: there is nothing like it')
    expect(snapshot(cwd)).toEqual(before)
  })

  test('leaves a version of its own alone', async () => {
    write(OWN, '// mine\n')
    const { code, stderr } = await run('eject', FILE)
    expect(code).toBe(1)
    expect(stderr).toContain('The project has a version of its own already; nothing was written.')
    expect(read(OWN)).toBe('// mine\n')
  })

  test('without a terminal asks nothing, and says what is missing', async () => {
    const { code, stderr } = await run('eject')
    expect(code).toBe(2)
    expect(stderr).toContain('Which template?')
  })

  test('--list has every template on stdout, and what stands in for it', async () => {
    write(OWN, original)
    const { code, stdout, stderr } = await run('eject', '--list')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(200)
    expect(lines).toContain(`${SERVICE}  (${OWN})`)
    expect(lines).toContain('project/base/biome.json')
    const some = await run('eject', '--list', 'DOCKER', 'compose', '--json')
    expect(JSON.parse(some.stdout)).toEqual({
      ok: true,
      command: 'eject',
      root: cwd,
      templates: [{ path: 'project/docker/compose.yaml.hbs', override: null }],
    })
    expect(await run('eject', '--list', 'nothing-like-it')).toMatchObject({ code: 1, stdout: '' })
  })
})

describe('apply', () => {
  test('merges a changed override into the files that are there', async () => {
    await run('eject', FILE)
    write(OWN, `// Acme: {{human}}\n${original}`)
    write(FILE, `${read(FILE)}\nexport const mine = 1\n`)
    const shown = await run('apply', '--dry-run')
    expect(shown).toMatchObject({ code: 0 })
    expect(shown.stderr).toContain('+// Acme: article')
    const { code, stderr, stdout } = await run('apply', '--yes', '--json')
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'apply',
      entries: [
        { path: FILE, action: 'merge' },
        { path: `alex/applied/${SERVICE}`, action: 'update' },
      ],
      notices: expect.arrayContaining([expect.objectContaining({ code: 'overrides-applied' })]),
    })
    expect(read(FILE)).toMatch(/^\/\/ Acme: article\n[\s\S]*\nexport const mine = 1\n$/)
    expect(await run('apply', '--yes')).toMatchObject({ code: 0 })
  })

  test('is done by a generator as well, and render writes what was applied', async () => {
    write(OWN, `// Acme: {{human}}\n${original}`)
    await run('render', '--out', '../before')
    expect(readFileSync(join(cwd, '../before', FILE), 'utf8')).not.toContain('Acme')
    const typed = ['resource', 'tag', '--', '--fields', 'label:string', '--yes']
    const { code, stderr } = await runPlop(typed, { cwd })
    expect(code, stderr).toBe(0)
    expect(stderr).toContain(`This applies what was changed in the overrides: ${SERVICE}.`)
    expect(read(FILE)).toMatch(/^\/\/ Acme: article\n/)
    expect(read('src/resources/tags/tag.service.ts')).toMatch(/^\/\/ Acme: tag\n/)
    await run('render', '--out', '../after')
    expect(readFileSync(join(cwd, '../after', FILE), 'utf8')).toBe(read(FILE))
    expect((await run('undo', '--yes')).code).toBe(0)
    expect(existsSync(join(cwd, 'src/resources/tags'))).toBe(false)
    expect(read(FILE)).toMatch(/^\/\/ Acme: article\n/)
  })

  test('tells what is wrong before anything is written, and so does every generator', async () => {
    write(OWN, '{{humann}}\n')
    write('alex/templates/base/biome.json', '{}')
    before = snapshot(cwd)
    const typed = ['resource', 'tag', '--', '--fields', 'label:string', '--yes']
    for (const refused of [await run('apply', '--yes', '--json'), await runPlop(typed, { cwd })]) {
      expect(refused.code).toBe(1)
      expect(refused.stderr).toContain(
        `${OWN}:1:3: The word humann is not there. Did you mean human?`,
      )
      expect(refused.stderr).toContain(
        'base/biome.json: There is no such template. Did you mean project/base/biome.json?',
      )
    }
    expect(snapshot(cwd)).toEqual(before)
  })

  test('with conflict markers can be finished, and taken back', async () => {
    write(OWN, `// Acme\n${original}`)
    write(FILE, `// Mine\n${read(FILE)}`)
    before = snapshot(cwd)
    const marked = await run('apply', '--yes', '--conflicts', 'markers')
    expect(marked.code).toBe(1)
    expect(read(FILE)).toContain('>>>>>>> create-alex-api apply')
    expect(await run('abort')).toMatchObject({ code: 0 })
    expect(Object.keys(snapshot(cwd)).filter((path) => !path.startsWith('.alex'))).toEqual(
      Object.keys(before),
    )
    expect(read(FILE)).toMatch(/^\/\/ Mine\n/)
    await run('apply', '--yes', '--conflicts', 'markers')
    write(FILE, `// Acme\n// Mine\n${read(FILE).replace(/<<<<<<<[\s\S]*>>>>>>>.*\n/, '')}`)
    const done = await run('continue')
    expect(done.code, done.stderr).toBe(0)
    expect((await run('apply')).stderr).toContain('nothing to change')
  })

  test('takes the overrides of a package, and lets it go again', async () => {
    const name = '@acme/alex-conventions'
    const missing = await run('apply', '--package', name, '--yes')
    expect(missing.code).toBe(1)
    expect(missing.stderr).toContain(`Install it: npm install --save-dev ${name}`)
    const store = join(cwd, '../store')
    mkdirSync(dirname(join(store, 'templates', SERVICE)), { recursive: true })
    writeFileSync(join(store, 'package.json'), JSON.stringify({ name, version: '2.1.0' }))
    writeFileSync(join(store, 'templates', SERVICE), `// Acme\n${original}`)
    mkdirSync(join(cwd, '../node_modules/@acme'))
    symlinkSync(store, join(cwd, '../node_modules', name))
    const { code, stderr } = await run('apply', '--package', name, '--yes')
    expect(code, stderr).toBe(0)
    expect(JSON.parse(read('alex.json'))).toMatchObject({ overrides: name })
    expect(read(FILE)).toMatch(/^\/\/ Acme\n/)
    rmSync(join(cwd, '../node_modules', name))
    const gone = await runPlop(['migration', 'x', '--', '--yes'], { cwd })
    expect(gone).toMatchObject({ code: 1 })
    expect(gone.stderr).toContain('is not installed')
    expect(await run('apply', '--no-package', '--yes')).toMatchObject({ code: 0 })
    expect(snapshot(cwd)[FILE]).toBe(before[FILE])
    expect(snapshot(cwd)['alex.json']).toBe(before['alex.json'])
    expect(await run('apply', '--package', '../evil')).toMatchObject({ code: 2 })
  })
})
