import { UserError } from '../../../src/errors.ts'
import { mergeEnv } from '../../../src/merge/env.ts'
import { decode } from '../../../src/merge/file.ts'
import { localEnvironment, newSecret } from '../../project/environment.ts'
import { type Draft, textIn } from '../draft.ts'
import { ENV, EXAMPLE, type Expected, lineOfKey } from '../environment.ts'
import type { Examination } from '../examination.ts'
import type { Check, Fix, Found } from '../finding.ts'
import { secretWeakness } from '../secrets.ts'

const group = 'Environment'

const envMissing: Check = {
  code: 'env-missing',
  group,
  severity: 'error',
  summary: 'There is no .env, and its secrets are set nowhere else.',
  async run(project) {
    const { text, example, expected, valueIn } = project.environment()
    if (text !== undefined || project.has(ENV) || example === undefined) return []
    const unset = expected.filter(({ key, bytes }) => bytes !== undefined && !valueIn(key))
    if (unset.length === 0) return []
    return [
      {
        what: `There is no ${ENV}, as in every fresh clone: ${unset.map(({ key }) => key).join(', ')} is not set.`,
        where: ENV,
        mend: `npx create-alex-api doctor --fix, which makes it of ${EXAMPLE} with secrets of its own`,
        fix: {
          done: `made ${ENV}, with secrets of its own`,
          change: (draft) =>
            draft.write(ENV, { content: localEnvironment(emptied(example)), mode: 0o600 }),
        },
      },
    ]
  },
}

/** An example in which secrets have no value, as those that are made for it need it. */
function emptied(example: string): string {
  return example.replaceAll(/^(# secret: \d+ bytes\r?\n[A-Z][A-Z0-9_]*=).*$/gm, '$1')
}

const envKeyMissing: Check = {
  code: 'env-key-missing',
  group,
  severity: 'warning',
  summary: `A variable that ${EXAMPLE} sets is not set.`,
  async run({ environment }) {
    const { text, expected, own, valueIn, lineOf } = environment()
    if (text === undefined) return []
    return expected.flatMap((one): Found[] => {
      const { key, example, bytes } = one
      if (valueIn(key) || valueIn(`${key}_FILE`)) return []
      // Without a value there, none is needed here.
      if (bytes === undefined && (example === '' || own[key] === '')) return []
      const line = lineOf(key)
      return [
        {
          severity: bytes === undefined ? 'warning' : 'error',
          what: `${key} is not set${bytes === undefined ? `; ${EXAMPLE} has ${example}` : ''}.`,
          where: line === undefined ? ENV : `${ENV}:${line}`,
          mend:
            bytes === undefined
              ? `Add to ${ENV}: ${key}=${example}`
              : `Add to ${ENV} what this prints: ${printSecret(key, bytes)}`,
          fix: {
            done: `added ${key} to ${ENV}${bytes === undefined ? '' : ', with a fresh secret'}`,
            change: (draft) => addKey(draft, one),
          },
        },
      ]
    })
  },
}

function printSecret(key: string, bytes: number): string {
  return `node -p "'${key}=' + crypto.randomBytes(${bytes}).toString('base64url')"`
}

/** Puts a key where it stands in the example, with what is said of it there. */
async function addKey(draft: Draft, { key, example, bytes }: Expected): Promise<void> {
  const value = bytes === undefined ? example : newSecret(bytes)
  const [user, from] = [await textIn(draft, ENV), await textIn(draft, EXAMPLE)]
  if (await setKey(draft, key, value)) return
  const lines = from.text.split('\n')
  const at = (lineOfKey(from.text, key) ?? 0) - 1
  const target = lines.with(at, `${key}=${value}`).join('\n')
  const base = lines.toSpliced(at, 1).join('\n')
  const merged = mergeEnv({ base, user: user.text, target })
  if (!merged.clean) throw new UserError(`${ENV} cannot be merged with ${EXAMPLE}.`)
  await draft.write(ENV, { content: merged.content, mode: user.mode })
}

/** Gives a key that is there another value; whether it is there. */
async function setKey(draft: Draft, key: string, value: string): Promise<boolean> {
  const { text, mode } = await textIn(draft, ENV)
  const lines = text.split('\n')
  const at = lineOfKey(text, key)
  if (at === undefined) return false
  const line = lines[at - 1] ?? ''
  if (/=\s*(["'`])(?!.*\1)/.test(line)) {
    throw new UserError(`The value of ${key} goes over several lines, and is yours to change.`)
  }
  const end = line.endsWith('\r') ? '\r' : ''
  await draft.write(ENV, { content: lines.with(at - 1, `${key}=${value}${end}`).join('\n'), mode })
  return true
}

const secretWeak: Check = {
  code: 'secret-weak',
  group,
  severity: 'error',
  summary: 'A secret that the project refuses to start with, or that others have as well.',
  async run(project) {
    return secretsOf(project).flatMap((secret): Found[] => {
      const { value, example } = secret
      const weakness =
        example !== '' && value === example
          ? `is the value that ${EXAMPLE} has`
          : secretWeakness(value)
      return weakness === undefined ? [] : [secretFound(secret, `${weakness}.`)]
    })
  },
}

const secretsEqual: Check = {
  code: 'secrets-equal',
  group,
  severity: 'warning',
  summary: 'Two secrets have one value, so that who has one has the other.',
  async run(project) {
    const secrets = secretsOf(project)
    return secrets.flatMap((secret, index): Found[] => {
      const first = secrets.slice(0, index).find(({ value }) => value === secret.value)
      return first ? [secretFound(secret, `has the same value as ${first.key}.`)] : []
    })
  },
}

interface Secret extends Expected {
  readonly value: string
  readonly bytes: number
  /** Whether `.env` has it, and not the environment of this process. */
  readonly isOwn: boolean
  readonly line: number | undefined
}

function secretsOf({ environment, env }: Examination): readonly Secret[] {
  const { expected, valueIn, lineOf } = environment()
  return expected.flatMap((one): Secret[] => {
    const value = valueIn(one.key)
    if (one.bytes === undefined || !value) return []
    const isOwn = env[one.key] === undefined
    return [{ ...one, bytes: one.bytes, value, isOwn, line: lineOf(one.key) }]
  })
}

/** No word of it is the value. */
function secretFound({ key, bytes, isOwn, line }: Secret, problem: string): Found {
  const what = `${key} ${problem}`
  if (!isOwn) {
    const mend = `Set another one where this process gets it from: ${printSecret(key, bytes)}`
    return { what, where: 'the environment of this process', mend }
  }
  const fix: Fix = {
    done: `gave ${key} in ${ENV} a fresh value`,
    change: async (draft) => {
      await setKey(draft, key, newSecret(bytes))
    },
  }
  const where = line === undefined ? ENV : `${ENV}:${line}`
  return { what, where, mend: `Put there what this prints: ${printSecret(key, bytes)}`, fix }
}

const secretInExample: Check = {
  code: 'secret-in-example',
  group,
  severity: 'error',
  summary: `A secret has a value in ${EXAMPLE}, which everybody reads.`,
  async run({ environment }) {
    const { expected, example = '' } = environment()
    return expected.flatMap(({ key, bytes, example: value }): Found[] => {
      if (bytes === undefined || value === '') return []
      const index = example.split('\n').findIndex((line) => line.startsWith(`${key}=`))
      const what = `${key} has a value in ${EXAMPLE}, which git has.`
      const mend = `Take the value out of ${EXAMPLE}, and use another one wherever this one is used.`
      return [{ what, where: `${EXAMPLE}:${index + 1}`, mend }]
    })
  },
}

const envReadable: Check = {
  code: 'env-readable',
  group,
  severity: 'warning',
  summary: 'Others on this machine may read .env.',
  async run({ machine, readFile }) {
    // There, permissions are no bits of a mode.
    if (machine.platform === 'win32') return []
    const state = await readFile(ENV)
    if (!state || (state.mode & 0o077) === 0) return []
    const mode = state.mode.toString(8)
    return [
      {
        what: `Others on this machine may read ${ENV} (mode ${mode}), which has secrets.`,
        where: ENV,
        mend: `chmod 600 ${ENV}`,
        fix: {
          done: `gave ${ENV} the mode 600`,
          change: async (draft) => {
            const now = await draft.read(ENV)
            if (now) await draft.write(ENV, { content: now.content, mode: now.mode & 0o700 })
          },
        },
      },
    ]
  },
}

const envTracked: Check = {
  code: 'env-tracked',
  group,
  severity: 'error',
  summary: 'git has .env, or would take it.',
  async run(project) {
    const { tracked, untracked } = await project.git()
    if (!project.has(ENV)) return []
    if (tracked.has(ENV)) {
      const what = `git has ${ENV}, with its secrets.`
      const mend = `git rm --cached ${ENV}, then use other secrets: those are in the history`
      return [{ what, where: ENV, mend }]
    }
    if (!untracked.has(ENV)) return []
    const ignoring: Fix = { done: `wrote ${ENV} into .gitignore`, change: ignoreEnv }
    const what = `git does not ignore ${ENV}, and takes its secrets with the next git add.`
    return [{ what, where: '.gitignore', mend: `echo ${ENV} >> .gitignore`, fix: ignoring }]
  },
}

async function ignoreEnv(draft: Draft): Promise<void> {
  const state = await draft.read('.gitignore')
  const text = state ? (decode(state.content) ?? '') : ''
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`
  await draft.write('.gitignore', { content: `${before}${ENV}\n`, mode: state?.mode ?? 0o644 })
}

export const environmentChecks: readonly Check[] = [
  envMissing,
  envKeyMissing,
  secretWeak,
  secretsEqual,
  secretInExample,
  envReadable,
  envTracked,
]
