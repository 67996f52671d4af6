import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { packageManagers } from '../../src/model/package-managers.ts'
import { type ScratchDatabase, scratchDatabase } from './support/database.ts'
import { buildImage, type Image, runOnce, startContainer } from './support/image.ts'
import { installManagers, plainPath } from './support/managers.ts'
import { emptyFolder, type Finished, repository, run, succeed } from './support/run.ts'

// What a project promises for its package manager, done with that package manager: made, grown,
// cloned, and put into an image. The words that are typed are those of the project's own README.
const area = emptyFolder('managers')
const tools = join(area, 'tools')
const node = join(tools, 'node_modules/node/bin/node')
const cli = join(repository, 'dist/src/cli.js')
const someone = ['-c', 'user.name=A', '-c', 'user.email=a@example.org']
let env: Record<string, string>

beforeAll(async () => {
  // The service runs as somebody else, who has to get here.
  chmodSync(area, 0o755)
  // Somebody's other project, which ours must not be taken for a part of.
  writeFileSync(join(area, 'package.json'), '{ "name": "outer", "private": true }\n')
  env = { PATH: plainPath(await installManagers(tools)) }
})

afterAll(() => rmSync(area, { recursive: true, force: true }))

describe.each(Object.values(packageManagers))('$name', (manager) => {
  const home = join(area, manager.name)
  const project = join(home, 'my-api')
  // yarn cannot bring Node; elsewhere an image has to build without the script that fetches it.
  const pinned = manager.name !== 'yarn'

  /** A line as a person types it. */
  const type = (line: string, cwd = project): Promise<Finished> =>
    succeed('sh', ['-c', line], { cwd, env })

  const commitAll = async () => {
    await type('git add --all')
    await succeed('git', [...someone, 'commit', '--quiet', '--message', 'Grow'], { cwd: project })
  }

  test('makes a project', async () => {
    const flags = ['--yes', '--no-check', '--package-manager', manager.name]
    const made = await succeed(
      node,
      [cli, project, ...flags, ...(pinned ? ['--pin-node'] : [])],
      // CI makes some managers stricter.
      { cwd: area, env: { ...env, CI: 'true' } },
    )
    expect(made.stderr).toContain(`${manager.exec} plop resource`)
    expect((await type('git status --porcelain')).stdout).toBe('')
    const tracked = (await type('git ls-files')).stdout.split('\n')
    expect(tracked).toContain(manager.lockFile)
    expect(tracked).toContain('docs/openapi.json')
    const known = [
      '.dockerignore',
      '.env.example',
      '.github',
      '.gitignore',
      '.npmrc',
      '.yarnrc.yml',
    ]
    const dotFiles = tracked.flatMap((path) => /^(\.[^/]+)/.exec(path)?.[1] ?? [])
    expect(dotFiles.filter((path) => !known.includes(path))).toEqual([])
    expect(existsSync(join(project, 'node_modules/.bin/node'))).toBe(pinned)
  })

  test('a resource joins it by the words of its README', async () => {
    const readme = readFileSync(join(project, 'README.md'), 'utf8')
    const line = readme.split('\n').find((text) => text.includes(' plop resource article -- '))
    const { stderr, stdout } = await type(`${line} --yes`)
    expect(stderr + stdout).not.toMatch(/fail|error(?!s)/i)
    const { history } = JSON.parse(readFileSync(join(project, 'alex.json'), 'utf8'))
    expect(history).toMatchObject([{ fields: 'title:string(200) body:text? views:integer=0' }])
    await commitAll()
  })

  test('its scripts are clean', async () => {
    for (const script of ['typecheck', 'lint', 'format:check'])
      await type(`${manager.run} ${script}`)
    // One that starts programs, one that reads docs/openapi.json, one of the resource's own.
    const some = await type(`${manager.exec} vitest run openapi article.service`)
    expect(some.stdout).toMatch(/Tests .*\d+ passed/)
  })

  test('a clone installs exactly what is locked, and no more', async () => {
    const clone = join(home, 'clone')
    await type(`git clone --quiet ${project} ${clone}`, home)
    await succeed('sh', ['-c', manager.frozenInstall], {
      cwd: clone,
      env: { ...env, CI: 'true' },
    })
    await type(`${manager.run} typecheck`, clone)
    expect((await type('git status --porcelain', clone)).stdout).toBe('')
    const packageJson = join(clone, 'package.json')
    const text = readFileSync(packageJson, 'utf8')
    await type(`sed -i 's/"pg": "[^"]*"/"pg": "8.16.0"/' package.json`, clone)
    expect(readFileSync(packageJson, 'utf8')).not.toBe(text)
    const stale = await run('sh', ['-c', manager.frozenInstall], { cwd: clone, env })
    expect(stale.code).not.toBe(0)
  })

  describe('the image', () => {
    let image: Image
    let database: ScratchDatabase
    let variables: Record<string, string>

    beforeAll(async () => {
      database = await scratchDatabase(`image_${manager.name}`)
      variables = {
        DATABASE_URL: database.url,
        CURSOR_SECRET: randomBytes(32).toString('base64'),
        AUTH_ISSUER: 'https://api.example',
        SMTP_URL: 'smtp://127.0.0.1:25',
        MAIL_FROM: 'no-reply@api.example',
        AUTH_KEYS: (await type(`${manager.exec} node src/commands/keys.ts generate`)).stdout,
        // A load balancer would need these seconds.
        SHUTDOWN_DELAY_MS: '0',
      }
      image = await buildImage(project, join(home, 'image'), node)
    })

    afterAll(() => database?.drop())

    test('holds what the service needs, and nothing to work on it', () => {
      expect(readdirSync(image.folder).sort()).toEqual(['dist', 'node_modules', 'package.json'])
      const packages = join(image.folder, 'node_modules')
      expect(existsSync(join(packages, 'fastify/package.json'))).toBe(true)
      for (const name of ['vitest', 'typescript', 'plop', 'create-alex-api', 'node'])
        expect(lstatSync(join(packages, name), { throwIfNoEntry: false }), name).toBeUndefined()
    })

    test('migrates, serves, says that it is well, and stops when told', async () => {
      const compose = parse(readFileSync(join(project, 'compose.yaml'), 'utf8'), { merge: true })
      const migrated = await runOnce(image, compose.services.migrate.command, {
        DATABASE_URL: database.url,
      })
      expect(migrated, migrated.output).toMatchObject({ code: 0 })
      const container = await startContainer(image, variables)
      try {
        expect((await fetch(`${container.url}/v1/articles`)).status).toBe(200)
        expect((await fetch(`${container.managementUrl}/metrics`)).status).toBe(200)
        expect(await container.exec(image.recipe.healthcheck)).toBe(0)
      } finally {
        expect(await container.stop(), container.output()).toBe(0)
      }
      expect(await container.exec(image.recipe.healthcheck)).toBe(1)
    })

    test('refuses to start without a database', async () => {
      const { DATABASE_URL: _, ...others } = variables
      const { code, output } = await runOnce(image, image.recipe.start, others)
      expect(code).toBe(1)
      expect(output).toContain('DATABASE_URL')
    })
  })
})
