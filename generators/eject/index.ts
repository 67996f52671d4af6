import type { Arguments } from '../../src/cli/command.ts'
import { type Session, stopIfInterrupted } from '../../src/cli/session.ts'
import { commitChanges } from '../../src/commit/changes.ts'
import { refusePending } from '../../src/commit/pending.ts'
import { projectReader } from '../../src/commit/read.ts'
import { UserError, usageError } from '../../src/errors.ts'
import { readManifest } from '../../src/manifest/file.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { buildPlan } from '../../src/merge/build.ts'
import type { Notice, Plan, PlanEntry } from '../../src/merge/plan.ts'
import { packageVersion } from '../../src/package.ts'
import { OVERRIDES_FOLDER } from '../../src/render/overrides/files.ts'
import { ejection } from '../../src/render/overrides/project.ts'
import { loadTemplates, type Templates } from '../../src/render/templates.ts'
import { planToJson } from '../../src/report/json.ts'
import { locked, recoverAndTell, showDryRun } from '../change/locked.ts'
import { findProject } from '../change/project.ts'
import { overrideFiles, overridesOf } from '../change/rendering.ts'
import { terminalAsk } from '../prompts.ts'
import { chosenTemplates, matchingTemplates, overridable } from './choose.ts'

/**
 * `create-alex-api eject`: copies templates into the project, as they are rendered by now.
 *
 * @returns the exit code
 * @throws UserError for what is no template, and for a file that is in the way
 */
export async function runEject({ flags, positionals }: Arguments, session: Session) {
  const { root, manifest } = await findProject(session.cwd)
  const ours = await loadTemplates()
  if (flags.list) return list(root, manifest, ours, positionals, { json: flags.json, session })
  const words = positionals.length > 0 ? positionals : await askTemplate(ours, flags.yes, session)
  const paths = chosenTemplates(words, manifest, ours, { root, cwd: session.cwd })
  if (flags['dry-run']) {
    const plan = await planEject(root, manifest, paths)
    await showDryRun(plan, session)
    if (flags.json) await session.out(planToJson(plan, { command: 'eject', dryRun: true }))
    return 0
  }
  return locked(root, session, async () => {
    stopIfInterrupted(session)
    const recovered = await recoverAndTell(root, session)
    await refusePending(root)
    const now = await readManifest(root, packageVersion())
    const plan = await planEject(root, now, paths, recovered)
    await commitChanges(plan)
    await session.say(summary(plan))
    if (flags.json) await session.out(planToJson(plan, { command: 'eject', dryRun: false }))
    return 0
  })
}

async function planEject(
  root: string,
  manifest: Manifest,
  paths: readonly string[],
  notices: readonly Notice[] = [],
): Promise<Plan> {
  const readFile = projectReader(root)
  const found = paths.map((path) => ejection(root, path, overridesOf(manifest)))
  const inTheWay = found.flatMap((one) => one.inTheWay ?? [])
  if (inTheWay.length > 0) {
    throw new UserError('The project has a version of its own already; nothing was written.', {
      where: inTheWay.join('\n'),
      help: 'It is yours to change. To begin again with the original, delete it first.',
    })
  }
  const entries: PlanEntry[] = []
  for (const [path, content] of found.flatMap(({ files }) => [...files])) {
    const seen = await readFile(path)
    entries.push({ path, action: 'create', seen, result: { content, mode: 0o644 } })
  }
  return buildPlan({ root, entries, notices })
}

function summary({ entries }: Plan): string {
  const own = entries.filter(({ path }) => path.startsWith(`${OVERRIDES_FOLDER}/`))
  if (own.length === 0) return 'The project has them already: nothing to change.\n'
  return [
    ...own.map(({ path }) => `  create  ${path}\n`),
    `\nChange ${own.length === 1 ? 'it' : 'them'}, and then bring the change to the files that are there:\n`,
    '\n  npx create-alex-api apply\n',
  ].join('')
}

async function askTemplate(ours: Templates, yes: unknown, session: Session) {
  if (yes || !session.interactive) {
    throw usageError('Which template?', {
      help: 'Name one, or a file of the project that comes of it: npx create-alex-api eject src/app.ts\nAll of them: npx create-alex-api eject --list',
    })
  }
  const chosen = await terminalAsk(session.interrupted)({
    kind: 'search',
    name: 'template',
    flag: '[template]',
    message: 'Which template? Type parts of its path.',
    choices: overridable(ours).map((value) => ({ value })),
  })
  return [String(chosen)]
}

async function list(
  root: string,
  manifest: Manifest,
  ours: Templates,
  words: readonly string[],
  { json, session }: { readonly json: unknown; readonly session: Session },
): Promise<number> {
  const paths = matchingTemplates(words, ours)
  const fileOf = await overrideFiles(root, manifest)
  const templates = paths.map((path) => ({ path, override: fileOf(path) ?? null }))
  if (json) {
    const report = { ok: true, command: 'eject', root, templates }
    await session.out(`${JSON.stringify(report, null, 2)}\n`)
  } else {
    const line = ({ path, override }: (typeof templates)[number]) =>
      override === null ? `${path}\n` : `${path}  (${override})\n`
    await session.out(templates.map(line).join(''))
  }
  return 0
}
