import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { UserError, usageError } from '../../src/errors.ts'
import type { FeatureName, Manifest } from '../../src/manifest/manifest.ts'
import type { Notice } from '../../src/merge/plan.ts'
import type { Feature } from '../../src/model/features/feature.ts'
import { features, isOn } from '../../src/model/features.ts'
import { foldModel } from '../../src/model/model.ts'
import { nearest } from '../../src/model/nearest.ts'
import { shown } from '../../src/model/shown.ts'
import { migrationNames } from '../../src/render/own-migrations.ts'
import { loadTemplates } from '../../src/render/templates.ts'
import type { Wanted } from '../change/change.ts'
import { findProject, runOptions } from '../change/project.ts'
import { runChange } from '../change/run.ts'
import { type Machine, nodeTooOld, pinningProblem, runsProject, thisMachine } from '../machine.ts'
import { terminalAsk } from '../prompts.ts'
import { appliedMigrations } from '../undo/applied.ts'
import { checkApplied } from '../undo/check-applied.ts'
import { withOwnMigrations } from './migrations.ts'

export type Switch = 'add' | 'remove'

/** A feature as it is typed, with its kind where it is not the first: `docker`, `auth=external`. */
export type FeatureWord = FeatureName | `${FeatureName}=${string}`

/** `create-alex-api add` and `remove`: what a project is made with, later. */
export async function runFeatures(
  command: Switch,
  args: Arguments,
  session: Session,
): Promise<number> {
  const { flags, positionals } = args
  const { root, manifest } = await findProject(session.cwd)
  const asking = session.interactive && !flags.yes
  const words =
    positionals.length === 0 && asking ? await askFeatures(command, manifest, session) : positionals
  const names = readFeatures(command, words, manifest)
  return runChange(
    {
      ...runOptions(command, root, args, session),
      decide: async (now, time) => {
        const wanted = switched(command, names, now, thisMachine())
        if (wanted === undefined) return undefined
        const templates = await loadTemplates()
        return {
          ...wanted,
          manifest: withOwnMigrations(now, wanted.manifest, templates, time),
          keepEdited: Boolean(flags['keep-edited']),
          inspect: async ({ removed }) => {
            const migrations = migrationNames(removed)
            if (migrations.length === 0) return []
            return checkApplied(await appliedMigrations(root, now, session), {
              manifest: now,
              what: `The feature ${names.join(', ')}`,
              migrations,
              unchecked: Boolean(flags.unchecked),
            })
          },
        }
      },
      already: () => ({
        message: `The project is ${command === 'add' ? 'with' : 'without'} ${names.join(', ')} already`,
      }),
    },
    session,
  )
}

/**
 * The project with other features, or `undefined` where it has these already.
 *
 * @throws UserError for a feature that cannot work here
 */
export function switched(
  command: Switch,
  names: readonly FeatureWord[],
  manifest: Manifest,
  machine: Machine,
): Wanted | undefined {
  const on = command === 'add'
  const others = names.filter((word) => !isAs(manifest, word, on))
  if (others.length === 0) return undefined
  const changed = Object.fromEntries(
    others.map((word) => [meant(word)[0].name, valueFor(word, on)]),
  )
  const isPinned = others.includes('pinned-node')
  if (isPinned && on) checkPinning(machine, manifest)
  const notices: Notice[] = isPinned && !on && !runsProject(machine) ? [nodeTooOld(machine)] : []
  return { manifest: { ...manifest, features: { ...manifest.features, ...changed } }, notices }
}

function checkPinning(machine: Machine, { packageManager }: Manifest): void {
  const problem = pinningProblem(machine, packageManager)
  if (problem === undefined) return
  throw new UserError(`pinned-node cannot work here: ${problem}.`, {
    help: 'Install Node itself: https://nodejs.org',
  })
}

/** Those that somebody decides on; the others follow from how the project was made. */
const choosable = features.filter(({ flag }) => flag !== '')

/**
 * @throws UserError with exit code 2 for what is no feature, or none that can be switched
 */
export function readFeatures(
  command: Switch,
  words: readonly string[],
  manifest: Manifest,
): readonly FeatureWord[] {
  if (words.length === 0) {
    throw usageError('Which feature?', { help: `There are:\n${catalogue(manifest)}` })
  }
  const names = words.map((word) => {
    const [name, kind] = word.split('=', 2)
    const known = features.find((feature) => feature.name === name)
    if (known === undefined) throw unknownFeature(command, word, words, manifest)
    if (choosable.includes(known)) return readKind(command, known, kind)
    throw usageError(`${word} cannot be switched: it follows from how the project was made.`, {
      help: `There are:\n${catalogue(manifest)}`,
    })
  })
  return [...new Set(names)]
}

/** @throws UserError with exit code 2 for a kind that there is not, or that says nothing here */
function readKind(command: Switch, feature: Feature, kind: string | undefined): FeatureWord {
  const { name, kinds = [] } = feature
  if (kind === undefined) return name
  const possible = command === 'add' ? kinds.slice(0, -1).map(({ value }) => value) : []
  if (possible.includes(kind)) return `${name}=${kind}`
  const several = possible.map((value) => `${name}=${value}`).join(', ')
  throw usageError(`${shown(kind)} is no kind of ${name} that can be ${done[command]}.`, {
    help: `Say npx create-alex-api ${command} ${name}${several && `, or one of ${several}`}.`,
  })
}

const done = { add: 'added', remove: 'removed' } as const

function isAs(manifest: Manifest, word: FeatureWord, on: boolean): boolean {
  const [feature, kind] = meant(word)
  if (isOn(feature, manifest.features) !== on) return false
  return kind === undefined || manifest.features[feature.name] === kind
}

/** What the manifest says then. */
function valueFor(word: FeatureWord, on: boolean): boolean | string | undefined {
  const [{ kinds }, kind] = meant(word)
  if (!kinds) return on
  return kind ?? (on ? kinds[0] : kinds.at(-1))?.value
}

function meant(word: FeatureWord): readonly [Feature, string | undefined] {
  const [name, kind] = word.split('=', 2)
  return [features.find((feature) => feature.name === name) as Feature, kind]
}

function unknownFeature(
  command: Switch,
  word: string,
  words: readonly string[],
  manifest: Manifest,
): UserError {
  const resource = resourceMeant(words, manifest)
  if (resource !== undefined) {
    return usageError(`${words.join(' ')} is a resource, and no feature.`, {
      help:
        command === 'remove'
          ? `To remove it: npx plop remove ${resource}\nTo take back what made it: npx create-alex-api undo resource ${resource}`
          : `To add a resource: npx plop resource <name>`,
    })
  }
  const meant = nearest(
    word,
    choosable.map(({ name }) => name),
  )
  const help = meant ? `Did you mean npx create-alex-api ${command} ${meant}? ` : ''
  return usageError(`There is no feature ${shown(word)}.`, {
    help: `${help}There are:\n${catalogue(manifest)}`,
  })
}

/** `resource article`, and `article` where there is one. */
function resourceMeant(words: readonly string[], manifest: Manifest): string | undefined {
  const [first = '', second] = words
  if (first === 'resource') return second ?? '<name>'
  const names = foldModel(manifest).resources.flatMap(({ spelled, collection }) => [
    [spelled, spelled] as const,
    [collection, spelled] as const,
  ])
  return names.find(([name]) => name === first.toLowerCase())?.[1]
}

function catalogue(manifest: Manifest): string {
  const width = Math.max(...choosable.map(({ name }) => name.length))
  const line = ({ name, summary }: Feature) => `  ${name.padEnd(width)}  ${summary}`
  return choosable.map((one) => line(one) + standing(one, manifest)).join('\n')
}

function standing(feature: Feature, { features: chosen }: Manifest): string {
  if (!isOn(feature, chosen)) return ''
  return feature.kinds ? ` (the project has ${chosen[feature.name]})` : ' (the project has it)'
}

async function askFeatures(
  command: Switch,
  manifest: Manifest,
  session: Session,
): Promise<readonly string[]> {
  const open = choosable.filter(
    (feature) => isOn(feature, manifest.features) === (command === 'remove'),
  )
  if (open.length === 0) {
    throw new UserError(
      command === 'add' ? 'The project has every feature.' : 'The project has no feature.',
      { help: `There are:\n${catalogue(manifest)}` },
    )
  }
  const chosen = await terminalAsk(session.interrupted)({
    kind: 'checkbox',
    name: 'features',
    flag: '[feature]',
    message: command === 'add' ? 'What shall it have?' : 'What shall go?',
    choices: open.map(({ name, summary }) => ({ value: name, summary })),
    check: (names) => (names.length === 0 ? 'Choose one, with the space bar.' : undefined),
  })
  return chosen as readonly string[]
}
