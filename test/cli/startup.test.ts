import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAlexApi, emptyFolder, makeProject, packageFolder } from './support/program.ts'

/** The npm packages whose code a run executed. */
async function packagesOf(args: readonly string[], cwd = emptyFolder()) {
  const coverage = join(emptyFolder(), 'coverage')
  mkdirSync(coverage)
  const finished = await createAlexApi(args, { cwd, env: { NODE_V8_COVERAGE: coverage } })
  expect(finished.code, finished.stderr).toBe(0)
  const urls = readdirSync(coverage).flatMap((name): string[] => {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8'))
    return result.map(({ url }: { url: string }) => url)
  })
  const names = urls.flatMap((url) => {
    const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? []
    return name === undefined ? [] : [name]
  })
  return { packages: [...new Set(names)], urls, ...finished }
}

test('--version is the version, and loads no package', async () => {
  const { packages, stdout, stderr } = await packagesOf(['--version'])
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))
  expect({ stdout, stderr }).toEqual({ stdout: `${version}\n`, stderr: '' })
  expect(packages).toEqual([])
})

test('--help is on stdout, and loads neither a package nor a generator', async () => {
  const { packages, urls, stdout, stderr } = await packagesOf(['--help'])
  expect(stdout).toContain('create-alex-api [directory] [flags]')
  expect(stderr).toBe('')
  expect(packages).toEqual([])
  expect(urls.filter((url) => url.includes('/dist/generators/'))).toEqual([])
})

test('a project without questions and steps loads nothing that asks, runs or compares', async () => {
  const { packages } = await packagesOf(['my-api', '--yes', '--no-install', '--no-git'])
  const heavy = ['inquirer', '@inquirer/core', 'execa', 'plop', 'node-plop', 'diff']
  expect(packages.filter((name) => heavy.includes(name))).toEqual([])
})

test('the compiler of templates is loaded by a project alone that has its own', async () => {
  const { root } = await makeProject(['--example'])
  const compilers = async () => {
    const { urls } = await packagesOf(['undo', '--dry-run'], root)
    return urls.filter((url) => url.includes('/handlebars/compiler/'))
  }
  expect(await compilers()).toEqual([])
  mkdirSync(join(root, 'alex'))
  expect(await compilers()).not.toEqual([])
})

test.each(['18.20.4', '20.18.3'])(
  'Node %s is told that it is too old, in one line',
  async (node) => {
    const cwd = emptyFolder()
    const preload = join(cwd, 'older.cjs')
    const versions = `{ ...process.versions, node: '${node}' }`
    writeFileSync(preload, `Object.defineProperty(process, 'versions', { value: ${versions} })`)
    const env = { NODE_OPTIONS: `--require=${preload}` }
    const { code, stdout, stderr } = await createAlexApi(['--help'], { cwd, env })
    expect(stderr).toContain(`needs Node 20.19 or newer, and this is ${node}.`)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  },
)
