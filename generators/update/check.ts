import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { UserError } from '../../src/errors.ts'
import { findProjectRoot, readManifest } from '../../src/manifest/file.ts'
import { PACKAGE_NAME } from '../../src/manifest/manifest.ts'
import { compareVersions, isPrerelease } from '../../src/manifest/version.ts'
import type { News } from '../../src/merge/plan.ts'
import { packageRoot, packageVersion } from '../../src/package.ts'
import { newsLines } from '../../src/report/changelog.ts'
import { plainLine } from '../../src/report/plain.ts'
import { cameFromRegistry } from '../../src/steps/archive.ts'
import { publishedVersion } from '../../src/steps/registry.ts'
import { noProject } from '../change/project.ts'
import { readNews } from './news.ts'

/** The document of `update --check --json`. Fields are added over time, and never change their meaning. */
export interface CheckReport {
  readonly ok: true
  readonly command: 'update'
  readonly check: true
  /** Absolute path of the project. */
  readonly root: string
  /** The version that made the project, and the one that is running. */
  readonly current: string
  readonly running: string
  /** The newer version, or null where none is known. */
  readonly available: string | null
  /** Who was asked: this copy itself, the registry, or nobody. */
  readonly asked: 'running' | 'registry' | 'nobody'
  /** What is typed to have it. */
  readonly update?: string
  /** What it brings, where the running copy knows. */
  readonly news: readonly News[]
}

/**
 * `create-alex-api update --check`: whether there is a newer version for a project.
 *
 * @returns 1 where there is one, else 0
 * @throws UserError with exit code 2 where that cannot be told
 */
export async function runCheck({ flags }: Arguments, session: Session): Promise<number> {
  const report = await check(session).catch((error: unknown) => {
    if (!(error instanceof UserError) || error.exitCode !== 1) throw error
    const { message, where, help, cause } = error
    throw new UserError(message, {
      ...(where !== undefined && { where }),
      ...(help !== undefined && { help }),
      exitCode: 2,
      cause,
    })
  })
  await session.say(spell(report))
  if (flags.json) await session.out(`${JSON.stringify(report, null, 2)}\n`)
  return report.available === null ? 0 : 1
}

async function check(session: Session): Promise<CheckReport> {
  const root = findProjectRoot(session.cwd)
  if (root === undefined) throw noProject(session.cwd)
  const running = packageVersion()
  const { version: current, features } = await readManifest(root, running, { older: true })
  const found = { ok: true, command: 'update', check: true, root, current, running } as const
  if (compareVersions(running, current) > 0) {
    const published = await cameFromRegistry(packageRoot())
    const update = published ? npx(running) : `${PACKAGE_NAME} update, by the copy that is running`
    const news = readNews({ after: current, upTo: running })
    return { ...found, available: running, asked: 'running', update, news }
  }
  // What did not come from the registry is not looked for there: whoever took the name could answer.
  if (features.vendored) return { ...found, available: null, asked: 'nobody', news: [] }
  const latest = await publishedVersion(root, { signal: session.interrupted })
  const isNewer = compareVersions(latest, current) > 0 && !isPrerelease(latest)
  if (!isNewer) return { ...found, available: null, asked: 'registry', news: [] }
  return { ...found, available: latest, asked: 'registry', update: npx(latest), news: [] }
}

function npx(version: string): string {
  return `npx ${PACKAGE_NAME}@${version} update`
}

function spell({ available, asked, current, update, news }: CheckReport): string {
  if (available !== null) {
    const lines = newsLines(news).map((line) => `  ${plainLine(line)}`.trimEnd())
    return [
      `${PACKAGE_NAME} ${available} is there, and the project is made by ${current}.`,
      ...(lines.length > 0 ? ['', ...lines, ''] : []),
      `To have it: ${update}`,
      '',
    ].join('\n')
  }
  if (asked === 'registry') return `${current} is the newest ${PACKAGE_NAME}.\n`
  return (
    `${PACKAGE_NAME} ${current} is carried by the project, and did not come from the registry, so ` +
    'nobody was asked. A newer copy says so itself: run its update --check here.\n'
  )
}
