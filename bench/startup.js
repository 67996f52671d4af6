// Whole processes, from the command to its exit, as ratios taken in one run:
//   node bench/startup.js [rounds]
// `create` against `nest new`, and `plop resource` against plop writing a single file, on Node 24.

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptied, installed, medians, repository, work } from './measure.js'

const rounds = Number(process.argv[2] ?? 15)

execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'inherit' })

const node = join(installed('node', { node: '24.21.0' }), 'node_modules/.bin/node')
const nest = join(
  installed('nest', { '@nestjs/cli': '12.0.8' }),
  'node_modules/@nestjs/cli/bin/nest.js',
)
const plop = join(repository, 'node_modules/plop/bin/plop.js')
const cli = join(repository, 'dist/src/cli.js')
const area = emptied(join(work, 'startup'))

/** @param {string} name */
const fresh = (name) => () => rmSync(join(area, name), { recursive: true, force: true })

const creation = medians(
  [
    {
      name: 'create-alex-api',
      command: [node, cli, 'ours', '--yes', '--no-install', '--no-git'],
      cwd: area,
      before: fresh('ours'),
    },
    {
      name: 'nest new',
      command: [
        node,
        nest,
        'new',
        'nest',
        '--skip-install',
        '--skip-git',
        '--package-manager',
        'npm',
      ],
      cwd: area,
      before: fresh('nest'),
    },
  ],
  rounds,
)

const onefile = join(area, 'onefile')
mkdirSync(onefile)
writeFileSync(join(onefile, 'package.json'), '{ "type": "module" }\n')
writeFileSync(
  join(onefile, 'plopfile.js'),
  `export default (plop) => plop.setGenerator('file', {
  prompts: [{ type: 'input', name: 'name' }],
  actions: [{ type: 'add', path: 'out/{{name}}.txt', template: 'Hello {{name}}\\n' }],
})
`,
)

execFileSync(node, [cli, 'pristine', '--yes', '--no-install', '--no-git'], {
  cwd: area,
  stdio: 'ignore',
})
const project = join(area, 'project')
function pristineProject() {
  rmSync(project, { recursive: true, force: true })
  cpSync(join(area, 'pristine'), project, { recursive: true })
}
// Beside the projects, not in one: where nothing is installed, no step follows the commit.
mkdirSync(join(area, 'node_modules'))
symlinkSync(repository, join(area, 'node_modules/create-alex-api'))

const fields = 'title:string(200) body:text? views:integer=0 live:boolean'
const growth = medians(
  [
    {
      name: 'plop resource',
      command: [node, plop, 'resource', 'article', '--', '--fields', fields, '--yes'],
      cwd: project,
      before: pristineProject,
    },
    {
      name: 'plop, one file',
      command: [node, plop, 'file', 'hello'],
      cwd: onefile,
      before: () => rmSync(join(onefile, 'out'), { recursive: true, force: true }),
    },
  ],
  rounds,
)

report(creation, 'create-alex-api', 'nest new', 0.5)
report(growth, 'plop resource', 'plop, one file', 1.6)

/**
 * @param {Map<string, number>} times
 * @param {string} ours
 * @param {string} theirs
 * @param {number} goal
 */
function report(times, ours, theirs, goal) {
  const a = times.get(ours) ?? Number.NaN
  const b = times.get(theirs) ?? Number.NaN
  console.log(
    `${ours} ${a.toFixed(0)} ms, ${theirs} ${b.toFixed(0)} ms: ratio ${(a / b).toFixed(2)} (goal: at most ${goal})`,
  )
}
