import { UserError } from '../errors.ts'
import { printLiteral } from './literal.ts'
import { nearest } from './nearest.ts'
import { shown } from './shown.ts'

/** Whom a resource is for, as the manifest says it. */
export type Access = 'public' | 'authenticated' | 'owner' | `role(${string})`

/** Whom routes are for, and who calls them in a test. */
export interface GuardModel {
  /** `'public'`, `{ roles: ['editor'] }`: what the routes say, as code. */
  readonly access: string
  /** `'editor'`: the roles that are all needed, as a list without its brackets. */
  readonly roles: string
  /** Who is turned away, as the lines of a statement for a test, and who is not. */
  readonly strangers: readonly string[]
  readonly welcome: string
  /** The statement that makes who calls, where that has to be said. */
  readonly callers: readonly string[]
  /** What it is made of, as an import statement. */
  readonly callerImports: readonly string[]
  /** `{ caller }`, or nothing. */
  readonly testOptions: string
  /** `caller`, among other options. */
  readonly strictOptions: readonly string[]
}

const words = ['public', 'authenticated', 'owner', 'role(editor)']
const roleName = /^[A-Za-z0-9_:-]{1,64}$/

/**
 * Reads what `--access` says.
 *
 * @throws UserError for anything else, with what was probably meant
 */
export function parseAccess(typed: string): Access {
  const text = typed.trim()
  if (text === 'public' || text === 'authenticated' || text === 'owner') return text
  const role = /^role\((.*)\)$/s.exec(text)?.[1]
  if (role !== undefined && roleName.test(role)) return `role(${role})`
  if (role !== undefined) {
    throw new UserError(`"${shown(role)}" cannot be the name of a role.`, {
      help: 'It has 1 to 64 letters and digits, with - _ : between them: --access "role(editor)"',
    })
  }
  const meant = nearest(text, [...words, 'role'])
  const help = meant ? `Did you mean ${meant === 'role' ? 'role(editor)' : meant}?` : ''
  throw new UserError(`"${shown(text)}" is nobody that a resource can be for.`, {
    help: [help, `Possible: ${words.join(', ')}.`].filter(Boolean).join('\n'),
  })
}

/** Tells whether whoever may see the one may see the other as well. */
export function mayToo(one: Access, other: Access): boolean {
  return other === 'public' || other === one || (other === 'authenticated' && one !== 'public')
}

/** Whom routes are for that show what is for each of these: who may see all of it. */
export function guardModel(accesses: readonly Access[]): GuardModel {
  const roles = [...new Set(accesses.flatMap((access) => roleOf(access) ?? []))].sort()
  const list = roles.map(printLiteral).join(', ')
  const nobody = "['whoever does not say who it is', {}, 401]"
  const lacking = "['whoever lacks the role', signedIn(someone), 403]"
  if (accesses.every((access) => access === 'public')) {
    return {
      access: printLiteral('public'),
      roles: '',
      callers: [],
      callerImports: [],
      testOptions: '',
      strictOptions: [],
      strangers: [],
      welcome: 'everyone',
    }
  }
  const imports = { callerImports: ["import { someone } from '../../../test/support/identity.ts'"] }
  if (roles.length === 0) {
    return {
      ...imports,
      access: printLiteral('authenticated'),
      roles: '',
      callers: [],
      testOptions: '{ caller: someone }',
      strictOptions: ['caller: someone'],
      strangers: [`const strangers = [${nobody}] as const`],
      welcome: 'whoever is known',
    }
  }
  return {
    ...imports,
    access: `{ roles: [${list}] }`,
    roles: list,
    callers: [`const caller = { ...someone, roles: [${list}] }`],
    testOptions: '{ caller }',
    strictOptions: ['caller'],
    strangers: ['const strangers = [', `  ${nobody},`, `  ${lacking},`, '] as const'],
    welcome: 'whoever has the role',
  }
}

function roleOf(access: Access): string | undefined {
  return /^role\((.+)\)$/.exec(access)?.[1]
}
