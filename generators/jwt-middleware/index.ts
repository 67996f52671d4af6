import type { Arguments } from '../../src/cli/command.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { algorithms, OWN_KEYS } from '../../src/model/guards.ts'
import { nameOf, textOf, textsOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { answerAll, problemOf, type Question } from '../prompts.ts'
import { type GuardAnswers, guardName, guardOperation, readKeys } from './plan.ts'

/** `plop jwt-middleware`: another way to tell who calls. */
export const generator: OperationGenerator<GuardAnswers> = {
  answer,
  operation: guardOperation,
  already: ({ name }) => ({
    message: `The project has the guard ${guardName(name)} already`,
    path: `src/auth/guards/${guardName(name)}.guard.ts`,
  }),
}

/** The flags that say what a token needs, as the answers call them. */
const told = {
  issuer: 'issuer',
  audience: 'audience',
  algorithm: 'algorithm',
  type: 'type',
  scopes: 'scopes',
  roles: 'roles',
} as const

async function answer({ flags, positionals }: Arguments, context: Context): Promise<GuardAnswers> {
  const { manifest, session, ask, root, asking } = context
  const how = { yes: Boolean(flags.yes), interactive: session.interactive, ask, example }
  const said = textsOf(flags, told)
  const first = await answerAll([nameQuestion, keysQuestion(root)], {
    given: { name: nameOf({ flags, positionals }), keys: textOf(flags.keys) },
    ...how,
  })
  const known = {
    name: String(first.name),
    keys: readKeys(String(first.keys), root),
    ...said,
  }
  if (!asking) return known
  const questions = known.keys === OWN_KEYS ? [rolesQuestion] : foreignQuestions(manifest)
  const rest = await answerAll(questions, { given: said, ...how })
  const filled = Object.entries(rest).filter(([, value]) => value !== '')
  return { ...known, ...Object.fromEntries(filled) }
}

const example = 'npx plop jwt-middleware admin-area -- --keys own --roles admin'

const nameQuestion: Question = {
  kind: 'text',
  name: 'name',
  flag: '[name]',
  message: 'What do routes call it? For instance partners',
  check: (typed) => problemOf(() => guardName(typed)),
}

function keysQuestion(root: string): Question {
  return {
    kind: 'text',
    name: 'keys',
    flag: '--keys',
    message: 'Whose tokens? own, the https address of keys, or a file with a public key',
    check: (typed) => problemOf(() => readKeys(typed, root)),
  }
}

const rolesQuestion: Question = {
  kind: 'text',
  name: 'roles',
  flag: '--roles',
  message: 'Which roles are needed?',
  default: 'admin',
}

function foreignQuestions({ name }: Manifest): readonly Question[] {
  return [
    { kind: 'text', name: 'issuer', flag: '--issuer', message: 'What is `iss` of its tokens?' },
    {
      kind: 'text',
      name: 'audience',
      flag: '--audience',
      message: 'And `aud`?',
      default: name,
    },
    {
      kind: 'select',
      name: 'algorithm',
      flag: '--algorithm',
      message: 'How are they signed?',
      choices: algorithms.map((value) => ({ value })),
    },
    {
      kind: 'text',
      name: 'scopes',
      flag: '--scopes',
      message: 'Which scopes are needed? (none: leave it empty)',
    },
  ]
}
