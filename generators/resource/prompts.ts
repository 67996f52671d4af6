import { type Access, parseAccess } from '../../src/model/access.ts'
import { hasOwnWordForMany, resourceNames } from '../../src/model/names.ts'
import { type Ask, problemOf, type Question } from '../prompts.ts'

/** Throws a UserError for a name that the project cannot have. */
export type CheckName = (typed: string) => void

/** What a resource needs to be told; each has a flag. */
export function resourceQuestions(checkName: CheckName): {
  readonly name: Question
  readonly fields: Question
} {
  return {
    name: {
      kind: 'text',
      name: 'name',
      flag: '[name]',
      message: 'What is one of them called?',
      check: (typed) => problemOf(() => checkName(typed)),
    },
    fields: { kind: 'text', name: 'fields', flag: '--fields', message: 'Its fields?' },
  }
}

/** Asks what many of them are called, where English has no other word for it. */
export async function askPlural(ask: Ask, name: string): Promise<string | undefined> {
  if (hasOwnWordForMany(name)) return undefined
  const answer = await ask({
    kind: 'text',
    name: 'plural',
    flag: '--plural',
    message: 'And many of them?',
    default: resourceNames(name).collection,
    check: (typed) => problemOf(() => resourceNames(name, typed)),
  })
  return String(answer)
}

/** Asks whom it is for. */
export async function askAccess(ask: Ask): Promise<Access> {
  const answer = await ask({
    kind: 'select',
    name: 'access',
    flag: '--access',
    message: 'Who may use it?',
    default: 'public',
    choices: [
      { value: 'public', summary: 'everyone' },
      { value: 'authenticated', summary: 'whoever is known' },
      { value: 'owner', summary: 'whoever made it, and nobody else learns that it is there' },
      { value: 'role', summary: 'whoever has a certain role' },
    ],
  })
  if (answer !== 'role') return parseAccess(String(answer))
  const role = await ask({
    kind: 'text',
    name: 'role',
    flag: '--access',
    message: 'Which role? (as in editor)',
    check: (typed) => problemOf(() => parseAccess(`role(${typed})`)),
  })
  return parseAccess(`role(${role})`)
}
