import type { Arguments } from '../../src/cli/command.ts'
import { type Session, stopIfInterrupted } from '../../src/cli/session.ts'
import { commitNewProject } from '../../src/commit/new-project.ts'
import { cancelled } from '../../src/errors.ts'
import type { Manifest, PackageManagerName } from '../../src/manifest/manifest.ts'
import type { Notice, Plan } from '../../src/merge/plan.ts'
import { features, isOn, summaryOf } from '../../src/model/features.ts'
import { packageRoot, packageVersion } from '../../src/package.ts'
import { cameFromRegistry } from '../../src/steps/archive.ts'
import { thisMachine } from '../machine.ts'
import { type Answer, answerAll, terminalAsk } from '../prompts.ts'
import { exitCodeOf, runAndTell } from '../steps.ts'
import { farewell } from './farewell.ts'
import { chooseNode } from './pinned-node.ts'
import { newManifest, planProject, projectSteps } from './plan.ts'
import { askedFeatures, givenAnswers, projectQuestions, runningPackageManager } from './prompts.ts'
import { findTarget, type Target } from './target.ts'

/**
 * Makes a project: asks, plans, shows the plan, commits, runs the steps, tells.
 *
 * @returns the exit code
 * @throws UserError for whatever refuses the project; nothing is written then
 */
export async function runCreate(args: Arguments, session: Session): Promise<number> {
  const { flags } = args
  const name = typeof flags.name === 'string' ? flags.name : undefined
  const checkDirectory = (typed: string) => findTarget(typed, { cwd: session.cwd, name })
  // What was typed is checked before anything is asked.
  if (args.positionals[0] !== undefined) await checkDirectory(args.positionals[0])
  const answers = await answerAll(
    projectQuestions({
      packageManager: runningPackageManager(session.env.npm_config_user_agent),
      checkDirectory,
    }),
    {
      given: givenAnswers(args),
      yes: Boolean(flags.yes),
      interactive: session.interactive,
      ask: terminalAsk(session.interrupted),
      example: 'create-alex-api my-api --yes',
    },
  )
  const target = await checkDirectory(String(answers.directory))

  const { manifest, runs, notices } = await decide(target, answers, flags)
  const steps = projectSteps(target.folder, manifest.packageManager, {
    install: !flags['no-install'],
    check: !flags['no-check'],
    runs,
  })
  const git = flags['no-git'] ? { step: null, notices: [] } : await planGit(target)
  const project = await planProject(manifest, {
    target,
    steps: [...steps, ...(git.step ? [git.step] : [])],
    notices: [...notices, ...git.notices],
  })
  stopIfInterrupted(session)

  const { plan } = project
  // The templates are ours: what does not parse is our fault, whatever was answered.
  if (plan.issues[0]) {
    const { spellIssue } = await import('../../src/report/describe.ts')
    throw new Error(plan.issues.map(spellIssue).join('\n'))
  }
  if (flags['dry-run']) return dryRun(plan, session, Boolean(flags.json))
  if (session.interactive && !flags.yes) await confirmPlan(manifest, plan, session)

  const committed = await commitNewProject({
    target: target.folder,
    tree: project.tree,
    extra: project.extra,
  })
  const results = await runAndTell(plan.steps, session)
  const told: Plan = { ...plan, notices: [...plan.notices, ...committed.notices] }
  await session.say(farewell({ manifest, plan: told, results, cwd: session.cwd }))
  if (flags.json) {
    const { planToJson } = await import('../../src/report/json.ts')
    await session.out(planToJson(told, { command: 'create', dryRun: false, steps: results }))
  }
  return exitCodeOf(results, session.interrupted)
}

async function decide(
  target: Target,
  answers: Readonly<Record<string, Answer>>,
  flags: Arguments['flags'],
): Promise<{ manifest: Manifest; runs: boolean; notices: readonly Notice[] }> {
  const packageManager = answers.packageManager as PackageManagerName
  const wanted = flags['pin-node'] ? true : flags['no-pin-node'] ? false : undefined
  const { pinned, runs, notices } = chooseNode(thisMachine(), packageManager, wanted)
  const manifest = newManifest({
    name: target.name,
    version: packageVersion(),
    packageManager,
    features: {
      ...Object.fromEntries(askedFeatures.map(({ name }) => [name, answers[name] ?? false])),
      'pinned-node': pinned,
      vendored: !(await cameFromRegistry(packageRoot())),
    },
    example: answers.example === true,
    now: new Date(),
  })
  return { manifest, runs, notices }
}

async function planGit({ folder, name }: Target) {
  const { gitStep } = await import('../../src/steps/git.ts')
  return gitStep(folder, `Make ${name} with create-alex-api ${packageVersion()}`)
}

async function dryRun(plan: Plan, session: Session, json: boolean): Promise<number> {
  const { describePlan } = await import('../../src/report/describe.ts')
  await session.say(await describePlan(plan, { colour: session.colour }))
  await session.say('Nothing was written (--dry-run).\n')
  if (json) {
    const { planToJson } = await import('../../src/report/json.ts')
    await session.out(planToJson(plan, { command: 'create', dryRun: true }))
  }
  return 0
}

async function confirmPlan(manifest: Manifest, plan: Plan, session: Session): Promise<void> {
  const chosen = features.filter((feature) => isOn(feature, manifest.features))
  const labels = plan.steps.map(({ label }) => `    ${label}\n`)
  await session.say(
    [
      `\n  ${manifest.name} in ${plan.root}\n`,
      `  ${plan.entries.length} files${chosen.length === 0 ? '' : ', with:'}\n`,
      ...chosen.map((feature) => `    ${summaryOf(feature, manifest.features)}\n`),
      ...(labels.length === 0 ? [] : ['  then:\n', ...labels]),
      ...plan.notices.map(({ message }) => `  note: ${message}\n`),
      '\n',
    ].join(''),
  )
  const make = await terminalAsk(session.interrupted)({
    kind: 'confirm',
    name: 'make',
    flag: '--yes',
    message: 'Make it?',
    default: true,
  })
  if (!make) throw cancelled()
}
