// What growth costs, as ratios taken in one run on Node 24: `plop resource` and the type check in a
// project of 1, 50 and 200 resources, and `plop field` where each file that it changes has 0, 100,
// 1,000 and 10,000 lines more that somebody wrote.
//   npm run bench:scale [-- rounds]

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { emptied, installed, medians, repository, work } from './measure.js'

const rounds = Number(process.argv[2] ?? 7)
const sizes = [1, 50, 200]

execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'inherit' })
const version = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')).version
const { foldModel } = await import('../dist/src/model/model.js')
const { parseManifest } = await import('../dist/src/manifest/parse.js')
const { render } = await import('../dist/src/render/render.js')
const { loadTemplates } = await import('../dist/src/render/templates.js')

const node = join(installed('node', { node: '24.21.0' }), 'node_modules/.bin/node')
const plop = join(repository, 'node_modules/plop/bin/plop.js')
const area = emptied(join(work, 'scale'))
const templates = await loadTemplates()

for (const size of sizes) writeProject(join(area, `pristine-${size}`), size)
const modules = installedModules()
// Beside the projects, not in one: where nothing is installed, no step follows the commit.
mkdirSync(join(area, 'node_modules'))
symlinkSync(repository, join(area, 'node_modules/create-alex-api'))

const project = join(area, 'project')
const fields = 'title:string(200) body:text? views:integer=0 author:ref(item-1)'
const growth = medians(
  sizes.map((size) => ({
    name: String(size),
    command: [node, plop, 'resource', 'extra', '--', '--fields', fields, '--yes'],
    cwd: project,
    before: () => {
      rmSync(project, { recursive: true, force: true })
      cpSync(join(area, `pristine-${size}`), project, { recursive: true })
    },
  })),
  rounds,
)
report('plop resource', growth, sizes, 'goal at 200: at most 2')

const added = [plop, 'field', 'item-1', '--', '--add', 'extra:text?', '--yes']
const handwritten = [0, 100, 1_000, 10_000]
const changed = filesChangedBy(added)
const edits = medians(
  handwritten.map((lines) => ({
    name: String(lines),
    command: [node, ...added],
    cwd: project,
    before: () => {
      rmSync(project, { recursive: true, force: true })
      cpSync(join(area, 'pristine-50'), project, { recursive: true })
      for (const path of changed) writeByHand(join(project, path), lines)
    },
  })),
  rounds,
)
report(`plop field (${changed.length} files of hand-written lines)`, edits, handwritten, 'no goal')

const checks = medians(
  sizes.map((size) => ({
    name: String(size),
    command: [node, join(modules, 'typescript/bin/tsc'), '--noEmit'],
    cwd: join(area, `pristine-${size}`),
    before: () => linkModules(size),
  })),
  Math.min(rounds, 3),
)
report('npm run typecheck', checks, sizes, 'no goal')

/**
 * A project of so many resources, the second half of which refer to those of the first.
 *
 * @param {string} folder
 * @param {number} size
 */
function writeProject(folder, size) {
  const history = Array.from({ length: size }, (_, index) => ({
    at: new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString().replaceAll(/[-:]|\.\d+/g, ''),
    run: 'resource',
    name: `item-${index + 1}`,
    fields:
      index < size / 2
        ? 'title:string(200) body:text? views:integer=0'
        : `title:string(200) price:decimal(10,2)=0 owner:ref(item-${index + 1 - Math.floor(size / 2)})?`,
  }))
  const text = JSON.stringify({
    version,
    name: 'scale',
    features: {},
    packageManager: 'npm',
    history,
  })
  const tree = render(foldModel(parseManifest(text, { version })), templates)
  for (const [path, { content }] of tree) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/**
 * The files that are there and that a change merges into, those of TypeScript and of Markdown.
 *
 * @param {string[]} command
 * @returns {string[]}
 */
function filesChangedBy(command) {
  cpSync(join(area, 'pristine-50'), project, { recursive: true })
  const args = [...command, '--dry-run', '--json']
  const plan = JSON.parse(execFileSync(node, args, { cwd: project, stdio: 'pipe' }).toString())
  return plan.entries
    .filter(({ action, path }) => action === 'update' && /\.(ts|md)$/.test(path))
    .map(({ path }) => path)
}

/**
 * Puts lines before, into and behind a file, wherever it has an empty one.
 *
 * @param {string} path
 * @param {number} lines
 */
function writeByHand(path, lines) {
  const text = readFileSync(path, 'utf8').split('\n')
  const places = ['', ...text.filter((line) => line === '')].length
  const comment = path.endsWith('.md') ? '<!-- by hand -->' : '// by hand'
  const some = Array(Math.floor(lines / places)).fill(comment)
  const grown = text.flatMap((line) => (line === '' ? ['', ...some, ''] : [line]))
  writeFileSync(path, [...some, ...grown].join('\n'))
}

/** What a made project depends on, installed once. */
function installedModules() {
  const manifest = JSON.parse(readFileSync(join(area, 'pristine-1/package.json'), 'utf8'))
  const { 'create-alex-api': _, ...development } = manifest.devDependencies
  const folder = installed('made', { ...manifest.dependencies, ...development })
  return join(folder, 'node_modules')
}

/** @param {number} size */
function linkModules(size) {
  const link = join(area, `pristine-${size}`, 'node_modules')
  rmSync(link, { force: true })
  symlinkSync(modules, link)
}

/**
 * @param {string} what
 * @param {Map<string, number>} times
 * @param {number[]} sizes the first of them is what the others are compared with
 * @param {string} goal
 */
function report(what, times, sizes, goal) {
  const one = times.get(String(sizes[0])) ?? Number.NaN
  const all = sizes.map((size) => {
    const time = times.get(String(size)) ?? Number.NaN
    return `${size}: ${time.toFixed(0)} ms (${(time / one).toFixed(2)})`
  })
  console.log(`${what} at ${all.join(', ')}; ${goal}`)
}
