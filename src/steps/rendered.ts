import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hashOf } from '../commit/files.ts'
import { UserError } from '../errors.ts'
import { PACKAGE_NAME } from '../manifest/manifest.ts'
import { decode } from '../merge/file.ts'
import { checkPaths } from '../merge/paths.ts'
import type { FileMode, Tree, TreeFile } from '../render/tree.ts'
import { type Copy, programOf } from './older.ts'
import { readProgram, type Said } from './read.ts'

interface RenderOptions {
  readonly root: string
  /** The folder that it writes to, which does not exist yet. */
  readonly out: string
  readonly signal: AbortSignal
}

/** One file of the document that `render --json` prints. */
interface Rendered {
  readonly path: string
  readonly mode: string
  readonly sha256: string
}

/**
 * The pristine tree of a project as another version makes it, run as a program in the project.
 *
 * @throws UserError with what it says, where it cannot
 */
export async function renderedBy(copy: Copy, { root, out, signal }: RenderOptions): Promise<Tree> {
  const command = [process.execPath, programOf(copy), 'render', '--out', out, '--json'] as const
  const said = await readProgram(command, { cwd: root, signal })
  signal.throwIfAborted()
  const report = said.exitCode === 0 ? parse(said.stdout) : undefined
  if (report?.version !== copy.version || !Array.isArray(report.files)) {
    throw cannotRender(copy, said)
  }
  const files = report.files as readonly Rendered[]
  checkPaths(files.map(({ path }) => path))
  const tree = new Map<string, TreeFile>()
  for (const { path, mode, sha256 } of files) {
    const bytes = await readFile(join(out, path))
    if (hashOf(bytes) !== sha256) throw cannotRender(copy, { ...said, stderr: `${path} is broken` })
    tree.set(path, { content: decode(bytes) ?? bytes, mode: Number.parseInt(mode, 8) as FileMode })
  }
  return tree
}

interface Document {
  readonly version?: unknown
  readonly files?: unknown
  readonly error?: { readonly message?: string; readonly where?: string; readonly help?: string }
}

function parse(stdout: string): Document | undefined {
  try {
    return JSON.parse(stdout) as Document
  } catch {
    return undefined
  }
}

function cannotRender({ version, folder, origin }: Copy, { stdout, stderr }: Said): UserError {
  const error = parse(stdout)?.error
  const lines = stderr.trim().split('\n').slice(0, 12)
  return new UserError(`${PACKAGE_NAME} ${version} (${origin}) cannot render this project.`, {
    where: [
      ...(error?.message === undefined ? [folder, ...lines] : [error.message]),
      ...(error?.where === undefined ? [] : [error.where]),
    ].join('\n'),
    help:
      error?.help ??
      `An update starts from what that version makes. Mend the project with its own copy, and run the command again.`,
  })
}
