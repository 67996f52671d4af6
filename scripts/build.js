// Builds dist/: the sources compiled, the templates precompiled. Everything is made in a folder of
// its own and then renamed file by file, so that two builds at once, or a program that runs from
// dist/ or packs it meanwhile, never see half a file. That folder is beside dist/: what is in there
// goes into the package, and into the archive that a made project carries.

import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeValidator } from './schema-validator.js'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const staged = join(root, `.build-${process.pid}`)

try {
  mkdirSync(staged, { recursive: true })
  removeAbandoned()
  writeValidator()
  compileSources()
  await compileTemplates()
  publish()
} finally {
  rmSync(staged, { recursive: true, force: true })
}

function compileSources() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const options = ['--project', 'tsconfig.build.json', '--outDir', staged]
  const { status, error } = spawnSync(process.execPath, [tsc, ...options], {
    cwd: root,
    stdio: 'inherit',
  })
  if (error) throw error
  if (status !== 0) fail('The sources do not compile; dist/ is as it was.')
  const program = join(staged, 'src/cli.js')
  if (existsSync(program)) chmodSync(program, 0o755)
}

async function compileTemplates() {
  const compiler = pathToFileURL(join(staged, 'src/render/compile.js')).href
  const { bundleSource } = await import(compiler)
  const path = join(staged, 'templates/bundle.js')
  mkdirSync(dirname(path))
  writeFileSync(path, bundleSource(join(root, 'templates')))
}

/** Moves what was made into place, and removes what is no longer made. */
function publish() {
  const files = listFiles(staged)
  for (const file of files) {
    const target = join(dist, file)
    mkdirSync(dirname(target), { recursive: true })
    renameSync(join(staged, file), target)
  }
  const made = new Set(files)
  for (const folder of readdirSync(dist)) {
    for (const file of listFiles(join(dist, folder))) {
      if (!made.has(join(folder, file))) rmSync(join(dist, folder, file), { force: true })
    }
  }
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

/** What a killed build left behind. */
function removeAbandoned() {
  for (const name of readdirSync(root)) {
    const [, pid] = /^\.build-(\d+)$/.exec(name) ?? []
    if (pid && !isAlive(Number(pid))) rmSync(join(root, name), { recursive: true, force: true })
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function fail(message) {
  rmSync(staged, { recursive: true, force: true })
  console.error(message)
  process.exit(1)
}
