import { join } from 'node:path'
import dockerignore from '@balena/dockerignore'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { foldModel, nodeVersions } from '../../src/model/model.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource } from '../../src/render/templates.ts'
import { type Recipe, readDockerfile } from '../support/dockerfile.ts'

// Dockerfile, compose file, workflow and documents of a made project, read as their tools read
// them, for every package manager: do they name what is there, in the words of that manager?

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
}

interface Job {
  readonly steps: readonly Step[]
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } }
  readonly services?: Readonly<Record<string, { readonly ports: readonly string[] }>>
}

interface Service {
  readonly command?: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly depends_on?: Readonly<Record<string, unknown>>
}

const features = { auth: 'local', docker: true, 'github-ci': true, vendored: true } as const
const withNode = { ...features, 'pinned-node': true }

describe.each(Object.values(packageManagers))('$name', (manager) => {
  const files = new Map<string, string>()
  let recipe: Recipe
  let scripts: readonly string[]

  const file = (path: string): string => {
    const text = files.get(path)
    if (text === undefined) throw new Error(`no ${path}`)
    return text
  }
  const compiled = (path: string) => path.replace(/^dist\//, '').replace(/\.js$/, '.ts')

  beforeAll(async () => {
    const manifest: Manifest = {
      version: '0.1.0',
      name: 'my-api',
      // yarn cannot bring Node.
      features: manager.name === 'yarn' ? features : withNode,
      packageManager: manager.name,
      history: [],
    }
    const templates = await loadTemplatesFromSource(join(import.meta.dirname, '../../templates'))
    for (const [path, { content }] of render(foldModel(manifest), templates))
      files.set(path, String(content))
    recipe = readDockerfile(file('Dockerfile'))
    scripts = Object.keys(JSON.parse(file('package.json')).scripts)
  })

  test('the image is built in order: the manager, what is locked, the build', () => {
    expect(recipe.build).toEqual([
      ...manager.setup,
      manager.safeInstall,
      `${manager.run} build && ${manager.prune}`,
    ])
    expect(recipe.copies).toEqual([
      ['node_modules', './node_modules'],
      ['dist', './dist'],
      ['package.json', './'],
    ])
  })

  test('the image starts a program of the project, without rights', () => {
    expect(recipe.start).toEqual(['node', 'dist/src/main.js'])
    expect(files.has(compiled(recipe.start[1] ?? ''))).toBe(true)
    expect(recipe.user.uid).toBeGreaterThan(0)
    expect(recipe.user.gid).toBeGreaterThan(0)
  })

  test('the image sets variables that the program knows, and exposes its ports', () => {
    const config = file('src/config.ts')
    for (const name of Object.keys(recipe.env)) expect(config, name).toContain(`    ${name}: `)
    expect(recipe.env.NODE_ENV).toBe('production')
    expect(recipe.ports).toEqual([Number(recipe.env.PORT), Number(recipe.env.MANAGEMENT_PORT)])
    expect(recipe.healthcheck.join(' ')).toContain('process.env.MANAGEMENT_PORT')
    expect(file('src/http/health.ts')).toContain('/health/')
  })

  test('Docker gets what the build needs, and nothing secret or made elsewhere', () => {
    const ignored = dockerignore.default().add(file('.dockerignore'))
    const needed = [...files.keys()].filter(
      (path) =>
        !/^(Dockerfile|compose\.yaml|\.dockerignore|\.env\.example|\.github\/.*)$/.test(path),
    )
    for (const path of [...needed, manager.lockFile, 'vendor/create-alex-api-0.1.0.tgz'])
      expect(ignored.ignores(path), path).toBe(false)
    for (const path of ['.env', '.env.local', '.git/config', 'node_modules/a/index.js', 'dist/a'])
      expect(ignored.ignores(path), path).toBe(true)
  })

  test('compose runs programs of the image with variables that somebody sets', () => {
    const text = file('compose.yaml')
    const { services } = parse(text, { merge: true, strict: true }) as {
      services: Record<'postgres' | 'migrate' | 'api' | 'mail', Service>
    }
    expect(Object.keys(services)).toEqual(['postgres', 'migrate', 'api', 'mail'])
    expect(files.has(compiled(services.migrate.command?.[1] ?? ''))).toBe(true)
    expect(services.api.environment.DATABASE_URL).toBe(services.migrate.environment.DATABASE_URL)
    const config = ['src/config.ts', 'src/auth/config.ts', 'src/auth/accounts-config.ts']
      .map(file)
      .join('')
    for (const name of Object.keys(services.api.environment))
      expect(config, name).toMatch(new RegExp(`^ {2,4}${name}: `, 'm'))
    for (const [, name] of text.matchAll(/\$\{(\w+)/g)) {
      const said = `${file('.env.example')}${file('README.md')}`
      expect(said, `${name} is in .env.example, or the README has it put there`).toMatch(
        new RegExp(`^(?:echo ")?${name}=`, 'm'),
      )
    }
    for (const published of services.api.ports ?? [])
      expect(recipe.ports.map((port) => `127.0.0.1:${port}:${port}`)).toContain(published)
    for (const { depends_on = {} } of Object.values(services))
      for (const name of Object.keys(depends_on)) expect(services).toHaveProperty(name)
  })

  test('every job of the workflow sets up, installs what is locked, and runs scripts that exist', () => {
    const { jobs } = parse(file('.github/workflows/ci.yml'), { strict: true }) as {
      jobs: Record<'check' | 'postgres', Job>
    }
    for (const [name, { steps }] of Object.entries(jobs)) {
      expect(steps[0]?.uses, name).toMatch(/^actions\/checkout@/)
      expect(steps[1]?.uses, name).toMatch(/^actions\/setup-node@/)
      // It would need the manager before the step that sets it up, or not know it at all.
      expect(steps[1]?.with, name).not.toHaveProperty('cache')
      const commands = steps.flatMap(({ run }) => run ?? [])
      const before = [...manager.setup, manager.frozenInstall]
      expect(commands.slice(0, before.length), name).toEqual(before)
      expect(commands.length, name).toBeGreaterThan(before.length)
      for (const command of commands.slice(before.length)) {
        expect([manager.test, `${manager.run} ${command.split(' ').at(-1)}`]).toContain(command)
        expect(scripts).toContain(command.split(' ').at(-1))
      }
    }
    expect(jobs.check.strategy?.matrix.node).toEqual([
      `${nodeVersions.minimum}.0`,
      nodeVersions.current,
    ])
    const [port] = jobs.postgres.services?.postgres?.ports[0]?.split(':') ?? []
    expect(jobs.postgres.steps.at(-1)?.env?.TEST_DATABASE_URL).toContain(`127.0.0.1:${port}/`)
  })

  test('Dependabot knows the ecosystem', () => {
    const { updates } = parse(file('.github/dependabot.yml'), { strict: true }) as {
      updates: { 'package-ecosystem': string }[]
    }
    expect(updates.map((update) => update['package-ecosystem'])).toEqual([
      manager.name === 'bun' ? 'bun' : 'npm',
      'github-actions',
    ])
  })

  test('the manager and its version are said once and the same', () => {
    const { packageManager } = JSON.parse(file('package.json'))
    // Yarn 1 refuses such a project, as it should; pnpm would insist on that very version.
    const named = manager.name === 'yarn'
    expect(packageManager).toBe(named ? `${manager.name}@${manager.version}` : undefined)
    for (const command of manager.setup) expect(command).toMatch(`@${manager.version}`)
  })

  test('nobody is told the command of another manager', () => {
    const others: Record<typeof manager.name, RegExp> = {
      npm: /(?<!\/)\b(npx|npm (run|ci|install|i|test|exec|prune|uninstall|pkg))\b/,
      pnpm: /\b(pnpx|pnpm (run|install|test|exec|prune|remove|dlx))\b/,
      yarn: /\byarn (run|install|test|exec|dlx|workspaces)\b/,
      bun: /\b(bunx|bun (run|install|test|remove|pm))\b/,
    }
    for (const [path, text] of files) {
      for (const line of text.split('\n')) {
        if (manager.setup.some((command) => line.includes(command))) continue
        for (const [name, words] of Object.entries(others))
          if (name !== manager.name) expect(line, path).not.toMatch(words)
        expect(line, path).not.toMatch(/\bbun test\b/)
      }
    }
    for (const command of Object.values(JSON.parse(file('package.json')).scripts))
      expect(command).not.toMatch(/\b(npm|npx|pnpm|yarn|bunx?)\b/)
    expect(file('README.md')).toContain(`${manager.exec} plop resource`)
  })
})
