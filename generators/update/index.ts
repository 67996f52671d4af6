import { join } from 'node:path'
import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { refusePending } from '../../src/commit/pending.ts'
import { usageError } from '../../src/errors.ts'
import { findProjectRoot, readManifest } from '../../src/manifest/file.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import { packageRoot, packageVersion } from '../../src/package.ts'
import { cameFromRegistry, packSelf } from '../../src/steps/archive.ts'
import { type Copy, findCopy } from '../../src/steps/older.ts'
import { renderedBy } from '../../src/steps/rendered.ts'
import { withScratch } from '../../src/steps/scratch.ts'
import { noProject, runOptions } from '../change/project.ts'
import { runChange } from '../change/run.ts'
import { runSettle } from '../change/settle.ts'
import { runCheck } from './check.ts'
import { readNews } from './news.ts'
import { updated } from './plan.ts'

/** What else `update` can be asked for, and the flags that go with it. */
const MODES = {
  check: ['json'],
  continue: ['json', 'dry-run'],
  abort: ['json', 'dry-run'],
} as const

/**
 * `create-alex-api update`: brings a project that an older version made to the one that runs.
 *
 * @returns the exit code
 * @throws UserError for whatever refuses it; nothing is written then
 */
export function runUpdate(args: Arguments, session: Session): Promise<number> {
  const mode = modeOf(args)
  if (mode === 'check') return runCheck(args, session)
  return mode === undefined ? update(args, session) : runSettle(mode, args, session)
}

function modeOf({ flags }: Arguments): keyof typeof MODES | undefined {
  const given = Object.keys(flags)
  const mode = given.find((flag) => flag in MODES) as keyof typeof MODES | undefined
  if (mode === undefined) return undefined
  const allowed: readonly string[] = [mode, ...MODES[mode]]
  const other = given.find((flag) => !allowed.includes(flag))
  if (other === undefined) return mode
  throw usageError(`--${mode} and --${other} do not go together.`, { help: 'Give one of them.' })
}

async function update(args: Arguments, session: Session): Promise<number> {
  const root = findProjectRoot(session.cwd)
  if (root === undefined) throw noProject(session.cwd)
  await refusePending(root)
  const running = packageVersion()
  await readManifest(root, running, { older: true })
  return withScratch((scratch) => {
    const source = copySource({ root, scratch, session })
    return runChange(
      {
        ...runOptions('update', root, args, session),
        older: true,
        already: () => ({
          message: `create-alex-api ${running} made this project, and is running`,
        }),
        decide: async (manifest, now) => {
          if (manifest.version === running) return undefined
          const { copy, out } = await source(manifest)
          const vendored = !(await cameFromRegistry(packageRoot()))
          const wanted = await updated({
            root,
            manifest,
            now,
            running: {
              version: running,
              ...(vendored && { archive: await packSelf(packageRoot()) }),
            },
            base: await renderedBy(copy, { root, out, signal: session.interrupted }),
          })
          const from = `The base is what create-alex-api ${copy.version} makes (${copy.origin}).`
          return {
            ...wanted,
            keepEdited: Boolean(args.flags['keep-edited']),
            news: readNews({ after: manifest.version, upTo: running }),
            notices: [{ code: 'base', message: from }],
          }
        },
      },
      session,
    )
  })
}

interface SourceOptions {
  readonly root: string
  readonly scratch: string
  readonly session: Session
}

/** The version that made a project, found once, and another folder to render to each time. */
function copySource({ root, scratch, session }: SourceOptions) {
  const found = new Map<string, Promise<Copy>>()
  let renderings = 0
  return async (manifest: Manifest) => {
    const { version, features } = manifest
    const known =
      found.get(version) ??
      findCopy({
        root,
        version,
        archive: features.vendored ? foldModel(manifest).tool.archive : undefined,
        running: packageRoot(),
        scratch,
        signal: session.interrupted,
        onFetch: (what) => void session.say(`Fetching ${what} …\n`),
      })
    found.set(version, known)
    renderings += 1
    return { copy: await known, out: join(scratch, `base-${renderings}`) }
  }
}
