import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { entries as generators } from '../../../generators/plopfile.ts'
import { runTyped } from '../../../src/cli/main.ts'
import type { Session } from '../../../src/cli/session.ts'
import { type Manifest, subjectOf } from '../../../src/manifest/manifest.ts'
import { parseManifest } from '../../../src/manifest/parse.ts'
import { foldModel } from '../../../src/model/model.ts'
import { packageVersion } from '../../../src/package.ts'
import { render } from '../../../src/render/render.ts'
import type { Templates } from '../../../src/render/templates.ts'
import { shellWord } from '../../../src/steps/shell.ts'
import { chosen, editFor, withoutKeys, withoutMarks } from './hand-edits.ts'
import type { Intent } from './sequences.ts'

// Carries out what somebody does with a project, by the code that the command line runs, and holds
// the laws of DESIGN.md after each step. What it has done can be printed as a script.

/** Thrown where a law does not hold; the message has the script that shows it. */
export class LawBroken extends Error {
  override readonly name = 'LawBroken'
}

/** How often what has happened. */
export interface Tally {
  commands: number
  refused: number
  conflicts: number
  edits: number
  takenBack: number
}

interface Command {
  readonly program: 'create-alex-api' | 'plop'
  readonly argv: readonly string[]
}

type Disk = ReadonlyMap<string, string>

interface Life {
  readonly root: string
  readonly templates: Templates
  readonly tally: Tally
  /** The script so far. */
  readonly lines: string[]
  /** What a person has written, by number: the file that it is in. */
  readonly marks: Map<number, string>
  /** Files of the rendering that a person has deleted, and those that are theirs alone. */
  readonly deleted: Set<string>
  readonly own: Map<string, string>
  readonly windows: Set<string>
  /** By the text of the manifest. */
  readonly known: Map<string, Disk>
  last?: { readonly command: Command; readonly before: Disk }
}

/**
 * Lives a life in a new project.
 *
 * @param root a folder that does not exist
 * @throws LawBroken with a script that shows it
 */
export async function live(
  intents: readonly Intent[],
  root: string,
  templates: Templates,
  tally: Tally,
): Promise<void> {
  const made = {
    program: 'create-alex-api',
    argv: [root, '--yes', '--no-install', '--no-git', '--package-manager', 'npm'],
  } as const
  const life: Life = {
    root,
    templates,
    tally,
    lines: [`create-alex-api ${relative(dirname(root), root)} ${made.argv.slice(1).join(' ')}`],
    marks: new Map(),
    deleted: new Set(),
    own: new Map(),
    windows: new Set(),
    known: new Map(),
  }
  life.lines.push(`cd ${relative(dirname(root), root)}`)
  try {
    const { code, said } = await run(made, dirname(root))
    if (code !== 0) throw new Error(`no project was made: ${said}`)
    checkTree(life)
    for (const intent of intents) {
      if (intent.kind === 'edit') edit(life, intent)
      else await carryOut(life, intent)
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LawBroken(`${why}\n\n${script(life)}`, { cause: error })
  }
}

/** What was done, for a shell in an empty folder. */
function script({ lines }: Life): string {
  return [
    '#!/usr/bin/env bash',
    '# In an empty folder, with ALEX the path of a checkout of create-alex-api that is built.',
    'mkdir -p node_modules && ln -sfn "$ALEX" node_modules/create-alex-api',
    'create-alex-api() { node "$ALEX/dist/src/cli.js" "$@"; }',
    'plop() { node "$ALEX/node_modules/plop/bin/plop.js" "$@"; }',
    ...lines,
    '',
  ].join('\n')
}

async function carryOut(life: Life, intent: Exclude<Intent, { kind: 'edit' }>): Promise<void> {
  const command = commandFor(life, intent)
  if (command === undefined) return
  const before = readDisk(life.root)
  life.lines.push([command.program, ...command.argv].map((word) => shellWord(word)).join(' '))
  life.tally.commands += 1
  const { code, said } = await run(command, life.root)
  const after = readDisk(life.root)
  if (code !== 0) {
    if (code !== 1 && code !== 2) throw new Error(`exit code ${code}: ${said}`)
    if (/\n {4}at /.test(said)) throw new Error(`a fault of the program: ${said}`)
    life.tally.refused += 1
    if (/meet/.test(said)) life.tally.conflicts += 1
    sameDisk(before, after, `was refused, and has written: ${said}`)
    refusesWithReason(life, said)
    return
  }
  if (intent.kind === 'again' && !isDeepStrictEqual(before, after)) {
    // What makes one more each time is not the same twice.
    if (!/^(migration|version|undo)$/.test(command.argv[0] ?? ''))
      sameDisk(before, after, 'a second time, it has changed something')
  }
  forgetWhatWent(life, before, after)
  checkTree(life)
  keepsMigrations(before, after, command)
  const { last } = life
  const isUndo = command.argv.join(' ') === 'undo --yes'
  const isBack = isUndo ? last?.command.program === 'plop' : isOpposite(command, last?.command)
  if (last && isBack) {
    sameDisk(last.before, after, 'what was taken back has left something')
    life.tally.takenBack += 1
  }
  if (isDeepStrictEqual(before, after)) return
  life.last = { command, before }
}

function isOpposite({ program, argv }: Command, last: Command | undefined): boolean {
  if (program !== 'create-alex-api' || last?.program !== program) return false
  const opposite = argv[0] === 'add' ? 'remove' : argv[0] === 'remove' ? 'add' : ''
  return last.argv[0] === opposite && last.argv[1] === argv[1]
}

/** The command that does what somebody has in mind, if there is what it is about. */
function commandFor(life: Life, intent: Exclude<Intent, { kind: 'edit' }>): Command | undefined {
  const manifest = readManifest(life.root)
  const { resources } = foldModel(manifest)
  const plop = (...argv: readonly string[]): Command => ({
    program: 'plop',
    argv: [...argv, '--yes'],
  })
  const alex = (...argv: readonly string[]): Command => ({
    program: 'create-alex-api',
    argv: [...argv, '--yes'],
  })
  switch (intent.kind) {
    case 'resource':
    case 'part': {
      const run = intent.kind === 'part' ? intent.part : 'resource'
      const of = intent.kind === 'part' ? chosen(resources, intent.of) : undefined
      if (of) return plop(run, of.spelled)
      const { name, plural, fields, access, softDelete, description, apiVersion } = intent.asked
      return plop(
        run,
        '--',
        `--name=${name}`,
        `--fields=${fields}`,
        ...[
          ...(plural === undefined ? [] : [`--plural=${plural}`]),
          ...(access === undefined || run === 'service' ? [] : [`--access=${access}`]),
          ...(softDelete && /^re/.test(run) ? ['--soft-delete'] : []),
          ...(description === undefined || /y$|service/.test(run)
            ? []
            : [`--description=${description}`]),
          ...(apiVersion === undefined || /y$|service/.test(run)
            ? []
            : [`--api-version=${apiVersion}`]),
        ],
      )
    }
    case 'field': {
      const slice = chosen(resources, intent.of)
      if (!slice) return undefined
      const there = chosen(slice.declared, intent.which)
      const name = there?.name ?? 'nothing'
      const asked = {
        add: intent.field,
        drop: name,
        rename: `${name}:${intent.field.slice(0, intent.field.indexOf(':'))}`,
        alter: `${name}${intent.field.slice(intent.field.indexOf(':'))}`,
      }[intent.how]
      const flags = [`--${intent.how}=${asked}`, '--allow-data-loss']
      return plop('field', slice.spelled, '--', ...flags)
    }
    case 'migration': {
      const slice = chosen(resources, intent.of)
      if (!slice) return plop('migration', intent.name)
      return plop('migration', intent.name, '--', `--add-index=${slice.table}(created_at)`)
    }
    case 'version': {
      const slice = chosen(resources, intent.of)
      return slice && plop('version', slice.spelled, '--', '--sunset=2030-01-01')
    }
    case 'relation': {
      const [from, to] = [chosen(resources, intent.of), chosen(resources, intent.to)]
      if (!from || !to) return undefined
      return plop('relation', from.spelled, to.spelled, '--', `--kind=${intent.how}`)
    }
    case 'options': {
      const slice = chosen(resources, intent.of)
      return slice && plop('options', slice.spelled, '--', ...intent.flags, '--allow-data-loss')
    }
    case 'integration':
      return plop('circuit-breaker', intent.name, '--', `--operations=${intent.operations}`)
    case 'job':
      return plop('job', intent.name, '--', `--data=${intent.data}`)
    case 'webhook': {
      const events = '--events=push: {id:string(50) at:timestamp?}'
      return plop('webhook', intent.name, '--', `--scheme=${intent.scheme}`, events)
    }
    case 'remove': {
      if (intent.other) {
        const { integrations, jobs, webhooks } = foldModel(manifest)
        const there = { integration: integrations, job: jobs, webhook: webhooks }[intent.other]
        const one = chosen<{ readonly file: string }>(there, intent.of)
        return one && plop('remove', one.file, '--', `--${intent.other}`, '--keep-edited')
      }
      const slice = chosen(resources, intent.of)
      return slice && plop('remove', slice.spelled, '--', '--allow-data-loss', '--keep-edited')
    }
    case 'undo': {
      const { history } = manifest
      if (intent.which === undefined) return alex('undo')
      const operation = chosen(history, intent.which)
      if (!operation) return undefined
      // By its name, so that the script can be run at another time.
      const [run, name] = [operation.run, subjectOf(operation)]
      const same = history.filter((one) => one.run === run && subjectOf(one) === name)
      return same.length === 1 ? alex('undo', run, name) : alex('undo', operation.at)
    }
    case 'feature':
      return alex(intent.switch, intent.name)
    case 'again':
      return life.last?.command
  }
}

async function run({ program, argv }: Command, cwd: string) {
  let said = ''
  const session: Session = {
    cwd,
    env: {},
    interactive: false,
    out: async () => undefined,
    say: async (text) => {
      said += text
    },
    colour: false,
    interrupted: new AbortController().signal,
  }
  const generator = generators.find(({ name }) => name === argv[0])
  if (program === 'create-alex-api') return { code: await runTyped(argv, session), said }
  if (!generator) throw new Error(`no generator ${argv[0]}`)
  return { code: await generator.run(argv, cwd, session), said }
}

const IGNORED = /^(?:\.env$|\.data\/|vendor\/)/

function readDisk(root: string): Disk {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

function readManifest(root: string): Manifest {
  const text = readFileSync(join(root, 'alex.json'), 'utf8')
  return parseManifest(text, { version: packageVersion() })
}

/** What the manifest of the disk renders to, kept while that stands there. */
function rendered({ root, templates, known }: Life): Disk {
  const text = readFileSync(join(root, 'alex.json'), 'utf8')
  const disk =
    known.get(text) ?? renderedAnew(parseManifest(text, { version: packageVersion() }), templates)
  known.clear()
  known.set(text, disk)
  return disk
}

function renderedAnew(manifest: Manifest, templates: Templates): Disk {
  const tree = render(foldModel(manifest), templates)
  return new Map(
    [...tree].map(([path, { content }]) => [path, Buffer.from(content as string).toString()]),
  )
}

function sameDisk(before: Disk, after: Disk, what: string): void {
  const paths = [...new Set([...before.keys(), ...after.keys()])]
  const other = paths.filter((path) => before.get(path) !== after.get(path))
  if (other.length > 0)
    throw new Error(
      `${what}\n${other.map((path) => difference(path, before.get(path), after.get(path))).join('\n')}`,
    )
}

/** The first line in which two texts differ. */
function difference(path: string, wanted: string | undefined, there: string | undefined): string {
  if (wanted === undefined) return `${path}: should not be there`
  if (there === undefined) return `${path}: is not there`
  const [a, b] = [wanted.split('\n'), there.split('\n')]
  const line = a.findIndex((text, index) => text !== b[index])
  const at = line === -1 ? a.length : line
  return `${path}:${at + 1}: should be ${JSON.stringify(a[at])} and is ${JSON.stringify(b[at])}`
}

/** A conflict is where somebody has changed something, and nowhere else. */
function refusesWithReason(life: Life, said: string): void {
  if (!/meet/.test(said)) return
  const edited = [...life.marks.values(), ...life.own.keys(), ...life.windows]
  const named = edited.some((path) => said.includes(path))
  if (!named) throw new Error(`a conflict where nobody has changed anything: ${said}`)
}

/** Whatever a person has not changed is as it is rendered; what they have written is there. */
function checkTree(life: Life): void {
  const [there, wanted] = [readDisk(life.root), rendered(life)]
  const wrong: string[] = []
  for (const [path, text] of wanted) {
    const found = there.get(path)
    if (life.deleted.has(path)) {
      if (found !== undefined) wrong.push(`${path}: was deleted, and is there again`)
    } else if (found === undefined) wrong.push(`${path}: is not there`)
    else if (path === 'package.json') {
      if (!isDeepStrictEqual(withoutKeys(found), JSON.parse(text)))
        wrong.push(difference(path, text, found))
    } else if (withoutMarks(found, life.windows.has(path)) !== text)
      wrong.push(difference(path, text, withoutMarks(found, life.windows.has(path))))
  }
  for (const [path, text] of there) {
    if (wanted.has(path) || IGNORED.test(path)) continue
    const own = life.own.get(path)
    if (own === undefined) wrong.push(`${path}: comes from nowhere`)
    else if (own !== text) wrong.push(difference(path, own, text))
  }
  for (const [number, path] of life.marks) {
    const count = there.get(path)?.split(`mine ${number};`).length ?? 0
    if (count !== 2) wrong.push(`${path}: "mine ${number};" is there ${count - 1} times`)
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
}

/** A migration that is there is never written anew. */
function keepsMigrations(before: Disk, after: Disk, { argv }: Command): void {
  for (const [path, text] of before) {
    if (!path.startsWith('migrations/')) continue
    const now = after.get(path)
    if (now === undefined ? argv[0] !== 'undo' : now !== text)
      throw new Error(`a migration that was there is another: ${difference(path, text, now)}`)
  }
}

/** What a rendering has no more is not theirs to have deleted; what was kept of it is a person's own. */
function forgetWhatWent(life: Life, before: Disk, after: Disk): void {
  const wanted = rendered(life)
  for (const path of life.deleted) if (!wanted.has(path)) life.deleted.delete(path)
  const edited = new Set([...life.marks.values(), ...life.windows])
  for (const path of edited) {
    if (wanted.has(path) || life.own.has(path)) continue
    const text = after.get(path)
    // Other ends of lines are what git makes of them: nothing is lost with them.
    const isWritten = [...life.marks.values()].includes(path)
    if (text === undefined && !isWritten) {
      life.windows.delete(path)
      continue
    }
    if (text === undefined) throw new Error(`${path}: was changed by hand, and is gone`)
    if (text !== before.get(path)) throw new Error(`${path}: was to be kept, and is another`)
    life.own.set(path, text)
    life.windows.delete(path)
  }
}

function edit(life: Life, intent: Extract<Intent, { kind: 'edit' }>): void {
  const wanted = rendered(life)
  const files = [...readDisk(life.root)].filter(
    ([path]) => wanted.has(path) && path !== 'alex.json',
  )
  const number = life.tally.edits + 1
  const made = editFor({ ...life, files: new Map(files) }, intent, number)
  if (made === undefined) return
  for (const [path, text] of made.written) {
    if (text === null) rmSync(join(life.root, path))
    else writeFileSync(join(life.root, path), text)
    if (path === made.own && text !== null) life.own.set(path, text)
  }
  if (made.marked !== undefined) life.marks.set(number, made.marked)
  if (made.deleted !== undefined) life.deleted.add(made.deleted)
  if (made.windows !== undefined) life.windows.add(made.windows)
  life.lines.push(made.command)
  life.tally.edits += 1
  delete life.last
}
