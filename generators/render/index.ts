import { resolve } from 'node:path'
import type { Arguments } from '../../src/cli/command.ts'
import { type Session, stopIfInterrupted } from '../../src/cli/session.ts'
import { hashOf } from '../../src/commit/files.ts'
import { checkTarget, commitNewProject } from '../../src/commit/new-project.ts'
import { usageError } from '../../src/errors.ts'
import { findProjectRoot, readManifest } from '../../src/manifest/file.ts'
import { packageVersion } from '../../src/package.ts'
import type { TreeFile } from '../../src/render/tree.ts'
import { noProject } from '../change/project.ts'
import { renderProject } from '../change/rendering.ts'

/** The document of `render --json`. Fields are added to it over time, and never change their meaning. */
export interface RenderReport {
  readonly ok: true
  readonly command: 'render'
  /** Absolute path of the project. */
  readonly root: string
  /** Of create-alex-api, and so of the tree. */
  readonly version: string
  /** Absolute path of the folder that it was written to. */
  readonly out: string
  readonly files: readonly RenderedFile[]
}

export interface RenderedFile {
  /** Relative to `out`, with `/`. */
  readonly path: string
  /** In octal: `644`. On the disk it is narrowed by the umask. */
  readonly mode: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * `create-alex-api render`: writes the pristine tree of the project. It takes no lock, so that an
 * update can have the base of its merge from it.
 *
 * @returns the exit code
 * @throws UserError for a folder that is in use, and for a project that cannot be rendered
 */
export async function runRender({ flags }: Arguments, session: Session): Promise<number> {
  if (typeof flags.out !== 'string') {
    throw usageError('Where to?', {
      help: 'Name a folder that is empty or does not exist yet: --out ../pristine',
    })
  }
  const root = findProjectRoot(session.cwd)
  if (root === undefined) throw noProject(session.cwd)
  const target = resolve(session.cwd, flags.out)
  await checkTarget(target)
  const version = packageVersion()
  const tree = await renderProject(root, await readManifest(root, version))
  stopIfInterrupted(session)
  const { notices } = await commitNewProject({ target, tree })
  for (const { message } of notices) await session.say(`${message}\n`)
  await session.say(`Wrote ${tree.size} files to ${target}.\n`)
  if (flags.json) {
    const report: RenderReport = {
      ok: true,
      command: 'render',
      root,
      version,
      out: target,
      files: [...tree].map(describeFile),
    }
    await session.out(`${JSON.stringify(report, null, 2)}\n`)
  }
  return 0
}

function describeFile([path, { content, mode }]: readonly [string, TreeFile]): RenderedFile {
  const bytes = Buffer.byteLength(content as string)
  return { path, mode: mode.toString(8), bytes, sha256: hashOf(content) }
}
