import { UserError } from '../../../src/errors.ts'
import { syntaxChecker } from '../../../src/merge/syntax.ts'
import { mergeText } from '../../../src/merge/text.ts'
import { REGISTRIES } from '../../change/plan.ts'
import { type Draft, textIn } from '../draft.ts'
import type { Examination } from '../examination.ts'
import type { Check, Found } from '../finding.ts'
import {
  hasWord,
  importsOf,
  itemsOf,
  keyOf,
  type RegistryImport,
  withoutImports,
} from '../registry.ts'
import { goneSlices } from './files.ts'

const group = 'Files'

const notInRegistry: Check = {
  code: 'not-in-registry',
  group,
  severity: 'error',
  summary: 'The history has a resource, a table or a key that is not in its list.',
  needs: 'tree',
  async run(project) {
    const tree = await project.tree()
    const found: Found[] = []
    for (const path of REGISTRIES) {
      const rendered = tree.get(path)?.content
      const text = project.text(path)
      // A list that was deleted is among the files that are.
      if (typeof rendered !== 'string' || text === undefined) continue
      const missing = await missingLines(project, path, rendered, text)
      if (missing === undefined || missing.names.length === 0) continue
      const { names, lines } = missing
      found.push({
        what: `${path} does not have ${names.join(', ')}, which the history has.`,
        where: path,
        mend: `Write ${names.length === 1 ? 'it' : 'them'} into the list, or: npx create-alex-api doctor --fix`,
        fix: {
          done: `wrote ${names.join(', ')} into ${path}`,
          change: (draft) => addLines(draft, path, rendered, lines),
        },
      })
    }
    return found
  },
}

interface Missing {
  /** For people. */
  readonly names: readonly string[]
  /** The lines of the rendering. */
  readonly lines: readonly string[]
}

async function missingLines(
  project: Examination,
  path: string,
  rendered: string,
  text: string,
): Promise<Missing | undefined> {
  const [wanted, own] = [await importsOf(path, rendered), await importsOf(path, text)]
  // What does not parse is found by the compiler, and read by nobody here.
  if (!wanted || !own) return undefined
  const imported = new Set(own.flatMap((one) => one.names.map((name) => `${one.path} ${name}`)))
  const lost = wanted.filter(
    (one) =>
      project.has(one.path) && one.names.some((name) => !imported.has(`${one.path} ${name}`)),
  )
  // Where the file is gone as well, it is the slice that is missing, and not its line.
  const gone = wanted.filter((one) => !project.has(one.path)).flatMap(({ names }) => names)
  const rest = withoutImports(text, own)
  const items = itemsOf(rendered).filter((item) => {
    if (hasWord(rest, keyOf(item)) || gone.some((name) => hasWord(item, name))) return false
    // Of a list without imports it cannot be told whose an item is.
    return wanted.length > 0 || goneSlices(project).length === 0
  })
  const listed = (name: string) => items.some((item) => hasWord(item, name))
  const bare = lost.flatMap(({ names }) => names).filter((name) => !listed(name))
  return {
    names: [...items.map(keyOf), ...bare],
    lines: [...lost.map((one) => rendered.slice(one.start, one.end)), ...items],
  }
}

/** Merges what is missing as the operation that brought it would have done. */
async function addLines(
  draft: Draft,
  path: string,
  rendered: string,
  lines: readonly string[],
): Promise<void> {
  const { text: user, mode } = await textIn(draft, path)
  const base = rendered
    .split('\n')
    .filter((line) => !lines.includes(line))
    .join('\n')
  const merged = mergeText({ base, user, target: rendered }, { registry: true })
  if (!merged.clean) throw cannot(path)
  await writeParsed(draft, path, merged.content, mode)
}

const registryWithoutSlice: Check = {
  code: 'registry-without-slice',
  group,
  severity: 'error',
  summary: 'A list names a file that is not there.',
  needs: 'tree',
  async run(project) {
    const tree = await project.tree()
    const found: Found[] = []
    for (const path of REGISTRIES) {
      const text = project.text(path)
      if (text === undefined) continue
      const rendered = tree.get(path)?.content
      const known = new Set(
        ((await importsOf(path, String(rendered ?? ''))) ?? []).map((one) => one.path),
      )
      for (const one of (await importsOf(path, text)) ?? []) {
        if (project.has(one.path)) continue
        found.push(danglingFound(path, one, known.has(one.path)))
      }
    }
    return found
  },
}

function danglingFound(path: string, one: RegistryImport, isKnown: boolean): Found {
  const names = one.names.join(', ')
  const found = {
    what: `${path} has ${names} of ${one.path}, which is not there.`,
    where: `${path}:${one.line}`,
  }
  // Whether the file or the line is right, the history says.
  if (isKnown) return { ...found, mend: `git checkout HEAD -- ${one.path}` }
  return {
    ...found,
    mend: `Take ${names} out of ${path}, or: npx create-alex-api doctor --fix`,
    fix: {
      done: `took ${names} out of ${path}`,
      change: (draft) => removeImport(draft, path, one.path),
    },
  }
}

async function removeImport(draft: Draft, path: string, target: string): Promise<void> {
  const { text, mode } = await textIn(draft, path)
  const one = ((await importsOf(path, text)) ?? []).find((other) => other.path === target)
  if (!one) return
  const end = text.startsWith('\r\n', one.end) ? one.end + 2 : one.end + 1
  const lines = (text.slice(0, one.start) + text.slice(end)).split('\n')
  const rest = lines.filter((line) => {
    const isItem = /^\s*'?[\w./-]+'?\s*(?::[^{]*)?,?\s*$/.test(line)
    return !(isItem && one.names.some((name) => hasWord(line, name)))
  })
  const changed = rest.join('\n')
  if (one.names.some((name) => hasWord(changed, name))) throw cannot(path)
  await writeParsed(draft, path, changed, mode)
}

async function writeParsed(draft: Draft, path: string, content: string, mode: number) {
  if (await syntaxChecker()(path, content)) throw cannot(path)
  await draft.write(path, { content, mode })
}

function cannot(path: string): UserError {
  return new UserError(`${path} is written otherwise than a list, and is yours to change.`)
}

export const registryChecks: readonly Check[] = [notInRegistry, registryWithoutSlice]
