import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeProject, runPlop, snapshot, type TestProject } from './support/program.ts'

const FIELDS = ['--fields', 'title:string(200)']
const add = (name: string, ...more: string[]) => ['resource', name, '--', ...FIELDS, ...more, '-y']

describe('whom a resource is for, and what it is', () => {
  test('are kept by the history, and said by its routes', async () => {
    const { root: cwd, manifest } = await makeProject()
    const flags = ['--access', ' role(editor) ', '--description', ' What we wrote. ']
    const { code, stderr } = await runPlop(add('article', ...flags), { cwd })
    expect(code, stderr).toBe(0)
    expect(manifest().history).toMatchObject([
      { name: 'article', access: 'role(editor)', description: 'What we wrote.' },
    ])
    const read = (file: string) => readFileSync(join(cwd, 'src/resources/articles', file), 'utf8')
    expect(read('article.policy.ts')).toContain("{ roles: ['editor'] }")
    expect(read('index.ts')).toContain('What we wrote.')
  })

  test('that is everyone is not kept', async () => {
    const { root: cwd, manifest } = await makeProject()
    await runPlop(add('article', '--access', 'public'), { cwd })
    expect(manifest().history[0]).not.toHaveProperty('access')
  })

  test('are part of what is there already', async () => {
    const { root: cwd } = await makeProject()
    await runPlop(add('article', '--access', 'owner'), { cwd })
    const before = snapshot(cwd)
    const same = await runPlop(add('article', '--access', 'owner'), { cwd })
    expect(same.stderr).toContain('nothing to change')
    const other = await runPlop(add('article', '--access', 'authenticated'), { cwd })
    expect(other.stderr).toContain('There is an article already, and its access is owner.')
    expect(other.code).toBe(1)
    expect(snapshot(cwd)).toEqual(before)
  })
})

describe('the notice that nobody is known', () => {
  const notices = async (cwd: string, ...args: string[]) => {
    const { code, stdout, stderr } = await runPlop([...args, '--json'], { cwd })
    expect(code, stderr).toBe(0)
    return JSON.parse(stdout).notices as readonly { code: string; message: string }[]
  }
  const unknown = expect.objectContaining({
    code: 'callers-unknown',
    message: expect.stringContaining('src/identify.ts'),
  })

  test('comes with what is not for everyone, and ends when somebody says who calls', async () => {
    const { root: cwd } = await makeProject(['--auth', 'none'])
    expect(await notices(cwd, ...add('page'))).not.toContainEqual(unknown)
    expect(await notices(cwd, ...add('note', '--access', 'owner'))).toContainEqual(unknown)
    expect(await notices(cwd, ...add('page-view'))).not.toContainEqual(unknown)
    appendFileSync(join(cwd, 'src/identify.ts'), '// Tokens of ours.\n')
    expect(await notices(cwd, ...add('tag', '--access', 'authenticated'))).not.toContainEqual(
      unknown,
    )
  })

  test('does not come where tokens are checked', async () => {
    const { root: cwd } = await makeProject(['--auth', 'local'])
    expect(await notices(cwd, ...add('note', '--access', 'owner'))).not.toContainEqual(unknown)
  })

  test('comes with the part that serves it', async () => {
    const { root: cwd } = await makeProject(['--auth', 'none'])
    const repository = ['repository', 'note', '--', ...FIELDS, '--access', 'owner', '-y']
    expect(await notices(cwd, ...repository)).not.toContainEqual(unknown)
    await runPlop(['service', 'note', '--', '-y'], { cwd })
    expect(await notices(cwd, 'controller', 'note', '--', '-y')).toContainEqual(unknown)
  })
})

describe('what is refused leaves the disk as it was', () => {
  let shared: TestProject
  beforeAll(async () => {
    shared = await makeProject(['--example'])
    await runPlop(add('folder', '--access', 'owner'), { cwd: shared.root })
    await runPlop(['repository', 'page', '--', ...FIELDS, '-y'], { cwd: shared.root })
    await runPlop(['service', 'page', '--', '-y'], { cwd: shared.root })
    const draft = ['repository', 'draft', '--', ...FIELDS, '--access', 'owner', '-y']
    await runPlop(draft, { cwd: shared.root })
    await runPlop(['service', 'draft', '--', '-y'], { cwd: shared.root })
  })

  const note = (...more: string[]) => add('note', ...more)

  test.each<[args: string[], code: number, said: string[]]>([
    [note('--access'), 2, ['--access needs a value']],
    [note('--description'), 2, ['--description needs a value']],
    [note('--acces', 'owner'), 2, ['Unknown flag --acces', '--access']],
    [note('--access', 'ownr'), 1, ['"ownr" is nobody', 'Did you mean owner?']],
    [note('--access', ''), 2, ['--access needs a value']],
    [note('--access', ' '), 1, ['"" is nobody', 'Possible: public, authenticated']],
    [note('--access', 'role()'), 1, ['"" cannot be the name of a role', 'role(editor)']],
    [note('--description', ' '), 1, ['The description is empty']],
    [note('--description', 'a\u0007'), 1, ['holds a character that is no text']],
    [
      ['resource', 'note', '--', '--fields', 'folder:ref(folder)', '-y'],
      1,
      ['Only its owner knows of a folder', '--access owner'],
    ],
    [
      ['resource', 'note', '--', '--fields', 'ownerId:uuid', '--access', 'owner', '-y'],
      1,
      ['ownerId is set by the server'],
    ],
    [
      ['controller', 'page', '--', '--access', 'owner', '-y'],
      1,
      ['The table of page does not say who owns'],
    ],
    [['repository', 'folder', '--', '--access', 'public', '-y'], 1, ['its access is owner']],
    [['controller', 'draft', '--', '--access', 'public', '-y'], 1, ['its access is owner']],
    [['controller', 'page', '--', '--access', 'ownr', '-y'], 1, ['Did you mean owner?']],
  ])('%j', async (args, code, said) => {
    const before = snapshot(shared.root)
    const finished = await runPlop(args, { cwd: shared.root })
    for (const words of said) expect(finished.stderr).toContain(words)
    expect(finished.stderr).not.toMatch(/\n\s+at /)
    expect({ code: finished.code, stdout: finished.stdout }).toEqual({ code, stdout: '' })
    expect(snapshot(shared.root)).toEqual(before)
  })
})
