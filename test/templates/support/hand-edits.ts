import { dirname } from 'node:path/posix'
import { shellWord } from '../../../src/steps/shell.ts'
import type { Choice, Intent } from './sequences.ts'

// What people write, delete and move in a made project between two commands.

/** What a person finds, and what they have done so far. */
export interface Theirs {
  /** What stands on the disk of what was rendered, by path. */
  readonly files: ReadonlyMap<string, string>
  /** What they have written into files, by number: the path. */
  readonly marks: ReadonlyMap<number, string>
  /** The files whose lines end as on Windows. */
  readonly windows: ReadonlySet<string>
}

/** One edit, as the disk sees it and as a shell would do it. */
export interface Edit {
  readonly command: string
  /** What is written, by path; null for what goes. */
  readonly written: ReadonlyMap<string, string | null>
  /** The file that the edit has left a mark in. */
  readonly marked?: string
  readonly deleted?: string
  /** A new file of their own. */
  readonly own?: string
  readonly windows?: string
}

type EditIntent = Extract<Intent, { kind: 'edit' }>

/**
 * The edit that somebody has in mind, or `undefined` where there is nothing to be edited so.
 *
 * @param number by which it is recognized later
 */
export function editFor(theirs: Theirs, intent: EditIntent, number: number): Edit | undefined {
  return editors[intent.how](theirs, intent, number)
}

type Editor = (theirs: Theirs, intent: EditIntent, number: number) => Edit | undefined

const editors: Readonly<Record<EditIntent['how'], Editor>> = {
  insert({ files, windows }, { file, line }, number) {
    const path = chosen(favoured([...files.keys()].filter(commentable), line), file)
    const text = path && files.get(path)
    if (!text) return undefined
    const comment = commentFor(path, `mine ${number};`) + (windows.has(path) ? '\r' : '')
    const lines = text.split('\n')
    const at = line % lines.length
    const script = `${at + 1}i\\${comment.replace('\r', '\\r')}`
    const command =
      at === lines.length - 1
        ? `printf '%s\\n' ${shellWord(comment)} >> ${shellWord(path)}`
        : `sed -i ${shellWord(script)} ${shellWord(path)}`
    return { ...write(path, lines.toSpliced(at, 0, comment).join('\n'), command), marked: path }
  },
  append({ files, windows }, { file, line }, number) {
    const path = chosen(favoured([...files.keys()].filter(isCode), line), file)
    const text = path && files.get(path)
    if (!text || windows.has(path)) return undefined
    const lines = text.split('\n')
    const at = line % Math.max(1, lines.length - 1)
    const before = lines[at] ?? ''
    if (before.trim() === '' || before.includes('mine ')) return undefined
    const script = `${at + 1}s|$| // mine ${number};|`
    const command = `sed -i ${shellWord(script)} ${shellWord(path)}`
    const after = lines.with(at, `${before} // mine ${number};`).join('\n')
    return { ...write(path, after, command), marked: path }
  },
  delete(theirs, { file, line }) {
    const path = chosen(favoured(deletable(theirs), line), file)
    if (path === undefined) return undefined
    return { command: `rm ${path}`, written: new Map([[path, null]]), deleted: path }
  },
  move(theirs, { file, line }, number) {
    const path = chosen(favoured(deletable(theirs), line), file)
    const text = path && theirs.files.get(path)
    if (!text) return undefined
    const own = `${path.slice(0, -'.ts'.length)}.mine-${number}.ts`
    const written = new Map([
      [path, null],
      [own, text],
    ])
    return { command: `mv ${path} ${own}`, written, deleted: path, own }
  },
  own({ files }, { file }, number) {
    const folders = [
      ...new Set([...files.keys()].filter((path) => /\/.*\.ts$/.test(path)).map(dirname)),
    ]
    const path = `${chosen(folders, file)}/mine-${number}.ts`
    const text = `export const mine = ${number}`
    return { ...write(path, `${text}\n`, `echo ${shellWord(text)} > ${path}`), own: path }
  },
  crlf(theirs, { file, line }) {
    const path = chosen(favoured(untouched(theirs).filter(isCode), line), file)
    const text = path && theirs.files.get(path)
    if (!text) return undefined
    const command = `sed -i 's/$/\\r/' ${path}`
    return { ...write(path, text.replaceAll('\n', '\r\n'), command), windows: path }
  },
  key({ files }, _, number) {
    const path = 'package.json'
    const parsed = JSON.parse(files.get(path) ?? '{}')
    parsed.scripts[`mine-${number}`] = 'true'
    const script = [
      `const json = JSON.parse(fs.readFileSync('${path}'))`,
      `json.scripts['mine-${number}'] = 'true'`,
      `fs.writeFileSync('${path}', JSON.stringify(json, null, 2) + '\\n')`,
    ].join('; ')
    return write(path, `${JSON.stringify(parsed, null, 2)}\n`, `node -e ${shellWord(script)}`)
  },
}

function write(path: string, text: string, command: string): Edit {
  return { command, written: new Map([[path, text]]) }
}

function untouched({ files, marks, windows }: Theirs): readonly string[] {
  const marked = new Set(marks.values())
  return [...files.keys()].filter((path) => !marked.has(path) && !windows.has(path))
}

function deletable(theirs: Theirs): readonly string[] {
  return untouched(theirs).filter((path) => isCode(path) && !path.startsWith('migrations/'))
}

function isCode(path: string): boolean {
  return path.endsWith('.ts')
}

/** Three times of four among the files that operations change. */
function favoured(paths: readonly string[], choice: Choice): readonly string[] {
  const changed =
    /^src\/resources\/|^src\/database\/(?:database|foreign|unique)|^test\/contract|^docs\/schema/
  const some = paths.filter((path) => changed.test(path))
  return choice % 4 === 0 || some.length === 0 ? paths : some
}

/** One of them, whatever there is. */
export function chosen<T>(all: readonly T[], choice: Choice | undefined): T | undefined {
  return choice === undefined ? undefined : all[choice % Math.max(1, all.length)]
}

function commentable(path: string): boolean {
  return commentFor(path, '') !== undefined
}

function commentFor(path: string, text: string): string | undefined {
  if (isCode(path)) return `// ${text}`
  if (path.endsWith('.md')) return `<!-- ${text} -->`
  if (/(?:^|\/)(?:\.env\.example|\.gitignore|\.dockerignore|Dockerfile)$|\.ya?ml$/.test(path))
    return `# ${text}`
  return undefined
}

const mark = / ?(?:\/\/|#|<!--) mine \d+;(?: -->)?/

/** A text as it was before anything was written into it. */
export function withoutMarks(text: string, isWindows: boolean): string {
  const plain = isWindows ? text.replaceAll('\r\n', '\n') : text
  const whole = new RegExp(`^${mark.source}$`)
  return plain
    .split('\n')
    .flatMap((line) => (whole.test(line) ? [] : [line.replace(mark, '')]))
    .join('\n')
}

/** What `package.json` says, but for what was written into it. */
export function withoutKeys(text: string): unknown {
  const { scripts, ...rest } = JSON.parse(text)
  const kept = Object.entries(scripts).filter(([name]) => !name.startsWith('mine-'))
  return { ...rest, scripts: Object.fromEntries(kept) }
}
