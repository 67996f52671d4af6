import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { emptyFolder, makeProject, plop, program, runPlop, snapshot } from './support/program.ts'
import { Key, openTerminal, type Terminal } from './support/terminal.ts'

let terminal: Terminal
afterEach(() => terminal.close())

const create = (cwd: string, ...args: string[]) => {
  terminal = openTerminal([process.execPath, program, ...args], cwd)
}
const resource = (cwd: string, ...args: string[]) => {
  terminal = openTerminal([process.execPath, plop, 'resource', ...args], cwd)
}

/** Waits for a question, and answers it. */
async function answer(question: string, text: string, ...keys: readonly string[]) {
  await terminal.shows(question)
  // A prompt drops what is typed before it listens.
  await new Promise((resolve) => setTimeout(resolve, 150))
  terminal.type(text)
  // What is pressed while it still looks for what was typed is dropped too.
  if (text !== '') await terminal.shows(text)
  terminal.type('', ...(keys.length === 0 ? [Key.Enter] : keys))
}

/** Goes down a list until it points at a line with the words. */
async function pointsAt(words: string) {
  for (let at = 0; !new RegExp(`❯.*${words}`).test(terminal.screen()); at++) {
    if (at === 20) throw new Error(`there is no "${words}" in:\n${terminal.screen().trimEnd()}`)
    terminal.type('', Key.Down)
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}

describe('a new project', () => {
  test('is asked for question by question, shown, and made', async () => {
    const cwd = emptyFolder()
    create(cwd, '--no-install', '--no-git')
    await answer('Where shall it be made?', 'orders')
    await answer('Which package manager?', '', Key.Down, Key.Enter)
    await answer('How does it tell who calls?', 'none')
    await answer('Dockerfile', 'n')
    await answer('GitHub workflow', '')
    await answer('GraphQL beside REST?', '')
    await answer('background jobs?', 'y')
    await answer('addresses that users give?', '')
    await answer('article, to begin with?', 'y')
    await terminal.shows('orders in ')
    await terminal.shows('a GitHub workflow that runs every check\n')
    await answer('Make it?', '')
    expect(await terminal.exitCode()).toBe(0)
    const manifest = JSON.parse(readFileSync(join(cwd, 'orders/alex.json'), 'utf8'))
    expect(manifest).toMatchObject({
      name: 'orders',
      packageManager: 'pnpm',
      features: { docker: false, 'github-ci': true, jobs: true },
      history: [{ name: 'article' }],
    })
    expect(terminal.screen()).toContain('cd orders')
  })

  test('asks again where an answer will not do, and only what no flag said', async () => {
    const cwd = emptyFolder()
    const flags = [
      '--auth',
      'none',
      '--docker',
      '--no-ci',
      '--no-graphql',
      '--no-jobs',
      '--no-outbound',
      '--no-example',
      '--package-manager',
      'npm',
    ]
    create(cwd, '--no-install', '--no-git', ...flags)
    await answer('Where shall it be made?', 'Bad Name')
    await terminal.shows('capital letters')
    terminal.type('', 'C-u')
    await answer('Where shall it be made?', 'good-name')
    await answer('Make it?', '')
    expect(await terminal.exitCode()).toBe(0)
    expect(readdirSync(cwd)).toEqual(['good-name'])
    expect(terminal.screen()).not.toContain('Which package manager?')
  })

  test('refuses what was typed before it asks anything', async () => {
    const cwd = emptyFolder()
    create(cwd, 'Bad Name')
    expect(await terminal.exitCode()).toBe(1)
    expect(terminal.screen()).not.toContain('?')
  })

  test.each([
    ['the first question', ['Where shall it be made?'], Key.CtrlC],
    ['the first question', ['Where shall it be made?'], Key.CtrlD],
    ['the last question', ['Where shall it be made?', 'Which package manager?'], Key.CtrlC],
  ] as const)('at %s is left with 130 and nothing on the disk', async (_, questions, key) => {
    const cwd = emptyFolder()
    create(cwd)
    for (const question of questions.slice(0, -1)) await answer(question, '')
    await answer(questions.at(-1) as string, '', key)
    expect(await terminal.exitCode()).toBe(130)
    expect(terminal.screen()).toContain('Cancelled; nothing was written.')
    expect(terminal.screen()).not.toMatch(/^\s+at /m)
    expect(readdirSync(cwd)).toEqual([])
  })

  test('ends with 130 at a question when another process interrupts it', async () => {
    const cwd = emptyFolder()
    create(cwd)
    await terminal.shows('Where shall it be made?')
    terminal.interrupt()
    expect(await terminal.exitCode()).toBe(130)
    expect(terminal.screen()).toContain('Cancelled; nothing was written.')
    expect(readdirSync(cwd)).toEqual([])
  })

  test('asks nothing in the terminal of a CI job', async () => {
    const cwd = emptyFolder()
    terminal = openTerminal(['env', 'CI=true', process.execPath, program], cwd)
    expect(await terminal.exitCode()).toBe(2)
    expect(terminal.screen()).toContain('no terminal to ask in (or CI is set)')
  })

  test('that is not confirmed is not made', async () => {
    const cwd = emptyFolder()
    const flags = [
      '--auth',
      'none',
      '--docker',
      '--no-ci',
      '--no-graphql',
      '--no-jobs',
      '--no-outbound',
      '--no-example',
      '--package-manager',
      'npm',
    ]
    create(cwd, 'my-api', '--no-install', '--no-git', ...flags)
    await answer('Make it?', 'n')
    expect(await terminal.exitCode()).toBe(130)
    expect(readdirSync(cwd)).toEqual([])
  })
})

test('a template is found by parts of its path', async () => {
  const { root } = await makeProject()
  create(root, 'eject')
  await terminal.shows('Which template?')
  const found = 'project/base/src/lifecycle.test.ts'
  await answer('Type parts of its path', 'LIFE .ts test', 'F12')
  await terminal.shows(`❯ ${found}`)
  terminal.type('', Key.Enter)
  expect(await terminal.exitCode()).toBe(0)
  const path = `alex/templates/${found}`
  expect(terminal.screen()).toContain(`create  ${path}`)
  expect(existsSync(join(root, path))).toBe(true)
})

describe('a resource', () => {
  test('is asked for field by field, with the line that --fields would say', async () => {
    const { root, manifest } = await makeProject(['--auth', 'none'])
    resource(root)
    await answer('What is one of them called?', '9lives')
    await terminal.shows('cannot be named')
    terminal.type('', 'C-u')
    await answer('What is one of them called?', 'Blog Post')
    await answer('Who may use it?', '', Key.Up, Key.Enter)
    await answer('Which role?', 'two words')
    await terminal.shows('cannot be the name of a role')
    terminal.type('', 'C-u')
    await answer('Which role?', 'editor')
    await answer('Its first field?', 'title')
    await answer('What is title?', '')
    await answer('How many characters at most?', '200')
    await answer('How many of it?', '')
    await answer('Anything more?', '', Key.Down, Key.Space, Key.Enter)
    await answer('Its default?', '')
    await terminal.shows('--fields "title:string(200):index"')
    await answer('Next field?', 'views')
    await answer('What is views?', '', Key.Down, Key.Down, Key.Enter)
    await answer('How many of it?', '', Key.Down, Key.Enter)
    await answer('Anything more?', '', Key.Down, Key.Down, Key.Space, Key.Enter)
    await answer('the smallest value', '-')
    await terminal.shows('whole number')
    terminal.type('', 'C-u')
    await answer('the smallest value', '0')
    await answer('Its default? (Enter for none)', '0')
    await terminal.shows('--fields "title:string(200):index views:integer?:min(0)=0"')
    await answer('Next field?', 'original')
    await answer('What is original?', '', Key.Up, Key.Up, Key.Enter)
    await answer('Which resource?', '')
    await answer('Anything more?', '')
    await answer('When that one is to be removed?', '', Key.Down, Key.Down, Key.Enter)
    await terminal.shows('views:integer?:min(0)=0 original:ref(blog-post)?:setnull"')
    await answer('Next field? (Enter to end)', '')
    await answer('Make these changes?', '')
    expect(await terminal.exitCode()).toBe(0)
    expect(terminal.screen()).toContain('src/identify.ts')
    expect(manifest().history).toMatchObject([
      {
        name: 'blog-post',
        access: 'role(editor)',
        fields: 'title:string(200):index views:integer?:min(0)=0 original:ref(blog-post)?:setnull',
      },
    ])
    expect(existsSync(join(root, 'src/resources/blog-posts'))).toBe(true)
  })

  test.each([
    ['the name', [], 'What is one of them called?'],
    ['whom it is for', ['article'], 'Who may use it?'],
    ['a field', ['article', '--', '--access', 'owner'], 'Its first field?'],
    [
      'the confirmation',
      ['article', '--', '--fields', 'x:text', '--access', 'public'],
      'Make these changes?',
    ],
  ] as const)('is left at %s with 130, and the disk as it was', async (_, args, question) => {
    const { root } = await makeProject()
    const before = snapshot(root)
    resource(root, ...args)
    await answer(question, '', Key.CtrlC)
    expect(await terminal.exitCode()).toBe(130)
    expect(terminal.screen()).toContain('Cancelled; nothing was written.')
    expect(snapshot(root)).toEqual(before)
  })

  test('that has an owner can refer to what has one', async () => {
    const { root, manifest } = await makeProject()
    await runPlop(['resource', 'folder', '--', '--fields', 'x:text', '--access', 'owner', '-y'], {
      cwd: root,
    })
    resource(root, 'note')
    await answer('Who may use it?', '', Key.Down, Key.Down, Key.Enter)
    await answer('Its first field?', 'folder')
    await answer('What is folder?', '', Key.Up, Key.Up, Key.Enter)
    await answer('Which resource?', '')
    await answer('How many of it?', '')
    await answer('Anything more?', '')
    await answer('When that one is to be removed?', '')
    await answer('Next field? (Enter to end)', '')
    await answer('Make these changes?', '')
    expect(await terminal.exitCode()).toBe(0)
    expect(manifest().history[1]).toMatchObject({ fields: 'folder:ref(folder)', access: 'owner' })
  })
})

describe('a relation', () => {
  test('is asked for, with the line that would say the same', async () => {
    const { root: cwd, manifest } = await makeProject()
    for (const name of ['user', 'article']) {
      await runPlop(['resource', name, '--', '--fields', 'x:text', '-y'], { cwd })
    }
    terminal = openTerminal([process.execPath, plop, 'relation'], cwd)
    await answer('Which resource gets the field?', '')
    await answer('Which one does it lead to?', '', Key.Down, Key.Enter)
    await answer('How are they related?', '')
    await answer('What is the field called?', 'x')
    await terminal.shows('a field x already')
    terminal.type('', 'C-u')
    await answer('What is the field called?', 'author')
    await answer('When that one is to be removed?', '', Key.Down, Key.Down, Key.Enter)
    await terminal.shows(
      'npx plop relation article user -- --kind many-to-one --field author --on-delete setnull',
    )
    await answer('Make these changes?', '')
    expect(await terminal.exitCode()).toBe(0)
    expect(manifest().history.at(-1)).toMatchObject({ add: 'author:ref(user)?:setnull' })
  })
})

describe('the options of a resource', () => {
  test('are asked for one by one, and whose the rows are, and what may be lost', async () => {
    const { root: cwd, manifest } = await makeProject()
    const fields = ['--fields', 'x:text', '--soft-delete', '-y']
    await runPlop(['resource', 'note', '--', ...fields], { cwd })
    terminal = openTerminal([process.execPath, plop, 'options'], cwd)
    await answer('Of which resource?', '')
    await terminal.shows('note is for public, and what is removed stays in its table')
    await answer('What is to be changed?', '')
    await answer('Who may use it?', '', Key.Down, Key.Down, Key.Enter)
    await terminal.shows('npx plop options note -- --access "owner"')
    await answer('What else?', '', Key.Down, Key.Enter)
    await terminal.shows('--access "owner" --no-soft-delete')
    await answer('What else?', '', Key.Up, Key.Enter)
    await answer('Whose are the notes that are there?', 'me')
    await terminal.shows("nobody's id")
    terminal.type('', 'C-u')
    await answer('Whose are the notes', '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52')
    await answer('the notes that were removed are gone for good. Go on?', 'y')
    await answer('Make these changes?', '')
    expect(await terminal.exitCode()).toBe(0)
    expect(manifest().history.at(-1)).toMatchObject({ access: 'owner', softDelete: false })
  })
})

describe('going back', () => {
  const alex = (cwd: string, ...args: string[]) => {
    terminal = openTerminal([process.execPath, program, ...args], cwd)
  }
  const grown = async () => {
    const project = await makeProject(['--no-docker'])
    for (const name of ['article', 'tag']) {
      await runPlop(['resource', name, '--', '--fields', 'x:text', '-y'], { cwd: project.root })
    }
    return project
  }

  test('shows the history, the last first, and takes back the one that is chosen', async () => {
    const { root, manifest } = await grown()
    alex(root, 'undo')
    await answer('Which operation shall be taken back?', '', Key.Down, Key.Enter)
    await answer('Make these changes?', '')
    expect(await terminal.exitCode()).toBe(0)
    expect(manifest().history).toMatchObject([{ name: 'tag' }])
  })

  test.each([
    ['undo', ['Which operation shall be taken back?', 'Make these changes?']],
    ['add', ['What shall it have?']],
  ] as const)(
    '%s is left at a question with 130, and the disk as it was',
    async (typed, questions) => {
      const { root } = await grown()
      const before = snapshot(root)
      alex(root, typed)
      for (const question of questions.slice(0, -1)) await answer(question, '')
      await answer(questions.at(-1) as string, '', Key.CtrlC)
      expect(await terminal.exitCode()).toBe(130)
      expect(snapshot(root)).toEqual(before)
    },
  )

  test('features are chosen with the space bar', async () => {
    const { root } = await grown()
    alex(root, 'add')
    await answer('What shall it have?', '')
    await terminal.shows('Choose one, with the space bar.')
    await pointsAt('docker')
    terminal.type('', Key.Space, Key.Enter)
    await answer('Make these changes?', '')
    expect(await terminal.exitCode()).toBe(0)
    expect(existsSync(join(root, 'Dockerfile'))).toBe(true)
  })

  test('a job is asked for, and what is not as it would be anyway is written down', async () => {
    const { root, manifest } = await makeProject()
    const file = join(root, 'alex.json')
    const read = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ ...read, features: { ...read.features, jobs: true } }))
    terminal = openTerminal([process.execPath, plop, 'job'], root)
    await answer('What does it do?', 'dead-letters')
    await terminal.shows('cannot be called dead-letters')
    terminal.type('', 'C-u')
    await answer('What does it do?', 'send-digest')
    await answer('What is it given?', '')
    await answer('When does the clock start it?', 'at noon')
    await terminal.shows('is no cron expression')
    terminal.type('', 'C-u')
    await answer('When does the clock start it?', '0 12 * * *')
    await answer('How often may it be tried again?', '')
    await answer('How long is the first wait', '')
    await answer('How long may an attempt take', '', 'C-u', ...'600', Key.Enter)
    await answer('How many does one worker do at once?', '')
    await answer('Make these changes?', '')
    expect(await terminal.exitCode()).toBe(0)
    const { at: _, ...last } = manifest().history.at(-1) ?? { at: '' }
    expect(last).toEqual({
      run: 'job',
      name: 'send-digest',
      schedule: '0 12 * * *',
      timeoutSeconds: 600,
    })
  })

  test('a webhook is asked for, event by event, and goes by its name in the list', async () => {
    const { root, manifest } = await makeProject()
    terminal = openTerminal([process.execPath, plop, 'webhook'], root)
    await answer('What is the sender called here?', 'index')
    await terminal.shows('cannot be called index')
    terminal.type('', 'C-u')
    await answer('What is the sender called here?', 'payments')
    await answer('How does it sign?', '', Key.Down, Key.Enter)
    await answer('what is its type?', 'charge succeeded')
    await terminal.shows('a colon should stand')
    terminal.type('', 'C-u')
    await answer('what is its type?', 'charge.succeeded')
    await answer('Which of its fields are used?', 'id:string(50)')
    await answer('Another event?', '')
    await answer('Which variable holds the secret', '')
    await answer('Make these changes?', '')
    expect(await terminal.exitCode()).toBe(0)
    expect(manifest().history.at(-1)).toMatchObject({
      run: 'webhook',
      name: 'payments',
      scheme: 'stripe',
      events: 'charge.succeeded: {id:string(50)}',
    })
    expect(manifest().history.at(-1)).not.toHaveProperty('secret')
    terminal.close()

    terminal = openTerminal([process.execPath, plop, 'remove'], root)
    await answer('Which', '')
    await answer('Make these changes?', '')
    expect(await terminal.exitCode()).toBe(0)
    expect(manifest().history.at(-1)).toMatchObject({ run: 'remove', webhook: true })
  })

  test('a resource goes once it is said that its rows may', async () => {
    const { root } = await grown()
    const remove = () => {
      terminal = openTerminal([process.execPath, plop, 'remove'], root)
    }
    remove()
    await answer('Which resource?', '')
    await answer('Every row of articles goes', 'n')
    expect(await terminal.exitCode()).toBe(1)
    expect(terminal.screen()).toContain('This would lose every row of articles.')
    terminal.close()
    remove()
    await answer('Which resource?', '')
    await answer('Every row of articles goes', 'y')
    await answer('Make these changes?', '')
    expect(await terminal.exitCode()).toBe(0)
    expect(existsSync(join(root, 'src/resources/articles'))).toBe(false)
  })
})
