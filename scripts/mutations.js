// Takes the guards out of a made project, one after the other, and demands that a test of the
// project goes red each time. The guards are listed in test/mutations/*.json.
//   npm run mutations [-- --of project] [--project folder] [--only text]… [--write]
// Each is taken out of the golden project that it names (`identity`, where it names none), which is copied
// and installed; --of tries those of one project, --project takes a folder with that one installed. Its tests run on the
// embedded database, or on the server that TEST_DATABASE_URL names. --write puts the result into
// test/mutations/RESULT.md; --only tries those whose guard, file or requirement has the text.

import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { installed } from '../bench/measure.js'

/**
 * @typedef {object} Mutation
 * @property {string} topic the file that lists it
 * @property {string} [project] the golden project that has it: `identity`, where it says none
 * @property {string} guard
 * @property {string} requirement
 * @property {string} file
 * @property {string | string[]} text what is taken out; lines, where it is several
 * @property {string | string[]} instead
 * @property {string[]} tests files of which one has to go red
 *
 * @typedef {{ success: boolean, testResults: { assertionResults: { status: string, fullName: string }[] }[] }} Report
 * @typedef {{ mutation: Mutation, red: string | undefined, problem?: string }} Result
 */

const repository = fileURLToPath(new URL('..', import.meta.url))
const lists = join(repository, 'test/mutations')
const TIMEOUT_MS = 300_000
/** Without its guard a test may wait for what never comes: then it has missed the guard as well. */
const HANGING_MS = 45_000

// A made project needs a newer Node than this package.
const node = join(installed('node', { node: '24.21.0' }), 'node_modules/.bin/node')
const path = `${dirname(node)}${delimiter}${process.env.PATH}`

const { values } = parseArgs({
  options: {
    of: { type: 'string' },
    project: { type: 'string' },
    only: { type: 'string', multiple: true },
    write: { type: 'boolean', default: false },
  },
})
const { of, only, write } = values
if (write && (only || of)) fail('--write is for all of them, and not with --only or --of.')

const mutations = readMutations().filter(
  ({ guard, file, requirement, project }) =>
    (of === undefined || of === (project ?? 'identity')) &&
    (!only || [guard, file, requirement].some((it) => only.some((text) => it.includes(text)))),
)
if (mutations.length === 0) fail(`No guard of ${of ?? 'any project'} has the text ${only}.`)

const names = [...new Set(mutations.map(({ project }) => project ?? 'identity'))]
if (values.project !== undefined && names.length > 1) {
  fail(`The folder is one project: say which with --of ${names.join(' or --of ')}.`)
}
const results = names.map((name) => checkProject(name))
if (write && results.every((it) => it !== undefined)) {
  writeFileSync(join(lists, 'RESULT.md'), toMarkdown(results.flat()))
}
process.exitCode = results.every((it) => it?.every(({ red }) => red)) ? 0 : 1

/** @returns {Mutation[]} */
function readMutations() {
  return readdirSync(lists)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const list = JSON.parse(readFileSync(join(lists, name), 'utf8'))
      const topic = name.replace('.json', '')
      return list.map((/** @type {Omit<Mutation, 'topic'>} */ it) => ({ topic, ...it }))
    })
}

/** @param {string} name */
function checkProject(name) {
  const folder = values.project ?? makeProject(name)
  try {
    return check(
      folder,
      mutations.filter(({ project }) => (project ?? 'identity') === name),
    )
  } finally {
    if (values.project === undefined) rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} name */
function makeProject(name) {
  const folder = mkdtempSync(join(tmpdir(), 'alex-mutations-'))
  cpSync(join(repository, 'test/projects', name), folder, { recursive: true })
  const path = join(folder, 'package.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8'))
  // The generator itself is no part of what is tested, and may not be published yet.
  delete manifest.devDependencies['create-alex-api']
  writeFileSync(path, JSON.stringify(manifest))
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (status !== 0) fail('The packages of the project could not be installed.')
  return folder
}

/**
 * @param {string} folder
 * @param {Mutation[]} mutations
 * @returns {Result[] | undefined} undefined where they could not be tried
 */
function check(folder, mutations) {
  const broken = mutations.filter((it) => countIn(folder, it) !== 1)
  for (const { guard, file } of broken) console.error(`not found exactly once: ${guard} (${file})`)
  if (broken.length > 0) return undefined

  const files = [...new Set(mutations.flatMap(({ tests }) => tests))]
  const before = runTests(folder, files, [])
  // A file that cannot even begin has no test that failed.
  if (!before?.success) {
    console.error('The tests are not green with all guards in place:', failedIn(before))
    return undefined
  }
  const results = mutations.map((mutation, at) => {
    const result = tryOne(folder, mutation)
    const place = `${at + 1}/${mutations.length}`
    const colour = result.red ? 'red  ' : 'GREEN'
    console.log(`${place} ${colour} ${mutation.guard}: ${result.red ?? result.problem}`)
    return result
  })
  const red = results.filter(({ red }) => red).length
  console.log(`\n${red} of ${results.length} guards are missed by a test when they are gone`)
  return results
}

/**
 * @param {string} folder
 * @param {Mutation} mutation
 */
function countIn(folder, { file, text }) {
  const path = join(folder, file)
  return existsSync(path) ? readFileSync(path, 'utf8').split(joined(text)).length - 1 : 0
}

/** @param {string | string[]} text */
function joined(text) {
  return typeof text === 'string' ? text : text.join('\n')
}

/**
 * @param {string} folder
 * @param {Mutation} mutation
 * @returns {Result}
 */
function tryOne(folder, mutation) {
  const path = join(folder, mutation.file)
  const before = readFileSync(path, 'utf8')
  try {
    writeFileSync(
      path,
      before.replace(joined(mutation.text), () => joined(mutation.instead)),
    )
    const report = runTests(folder, mutation.tests, [
      '--bail=1',
      '--retry=0',
      `--testTimeout=${HANGING_MS}`,
      `--hookTimeout=${HANGING_MS}`,
    ])
    const red = failedIn(report)[0]
    // What does not even load has not been missed by a test.
    return red
      ? { mutation, red }
      : { mutation, red, problem: report ? 'no test failed' : 'no run' }
  } finally {
    writeFileSync(path, before)
  }
}

/**
 * @param {string} folder
 * @param {string[]} files
 * @param {string[]} options
 * @returns {Report | undefined}
 */
function runTests(folder, files, options) {
  const output = join(folder, 'node_modules/.mutations.json')
  rmSync(output, { force: true })
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs')
  const reporter = ['--reporter=json', `--outputFile=${output}`]
  spawnSync(node, [vitest, 'run', ...reporter, ...options, ...files], {
    cwd: folder,
    stdio: 'ignore',
    timeout: files.length > 3 ? 6 * TIMEOUT_MS : TIMEOUT_MS,
    env: { ...process.env, PATH: path },
  })
  return existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : undefined
}

/** @param {Report | undefined} report */
function failedIn(report) {
  return (report?.testResults ?? [])
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ fullName }) => fullName)
}

/** @param {Result[]} results */
function toMarkdown(results) {
  const red = results.filter((it) => it.red).length
  const database = process.env.TEST_DATABASE_URL ? 'a PostgreSQL server' : 'the embedded database'
  const topics = [...new Set(results.map(({ mutation }) => mutation.topic))]
  const sections = topics.flatMap((topic) => [
    `\n## ${topic}\n`,
    '| guard | requirement | file | test that goes red without it |',
    '| --- | --- | --- | --- |',
    ...results
      .filter(({ mutation }) => mutation.topic === topic)
      .map(
        ({ mutation: { guard, requirement, file }, red: test = '**none**' }) =>
          `| ${[guard, requirement, `\`${file}\``, test].map(cell).join(' | ')} |`,
      ),
  ])
  return [
    '# Guards, and the tests that miss them',
    '',
    'Made by `npm run mutations -- --write`: each guard is taken out of a made project on its own, and',
    'a test of the project has to go red. What is taken out stands in the files beside this one.',
    '',
    `${red} of ${results.length} guards are missed, by tests on ${database}.`,
    ...sections,
    '',
  ].join('\n')
}

/** @param {string} text */
function cell(text) {
  // A test may be named after a value that is too long on purpose.
  const short = text.length > 200 ? `${text.slice(0, 200)}…` : text
  return short.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message)
  process.exit(2)
}
