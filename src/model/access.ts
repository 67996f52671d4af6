import { UserError } from '../errors.ts'
import { printLiteral } from './literal.ts'
import { nearest } from './nearest.ts'
import { shown } from './shown.ts'

/** Whom a resource is for, as the manifest says it. */
export type Access = 'public' | 'authenticated' | 'owner' | `role(${string})`

/** Whom a resource is for, and the guard that tells who calls, where it is not that of the project. */
export interface Audience {
  readonly accessWord: Access
  readonly guardWord: string | null
  /** The roles that some of its fields are for. */
  readonly fieldRoles: readonly string[]
}

/** Whom routes are for, and who calls them in a test. */
export interface GuardModel {
  /** `{ access: 'authenticated', owned: true }`: what a route says of whom it is for, as code. */
  readonly admission: string
  /** The same, and that some fields are for some, as the policy of the resource says it. */
  readonly policyAdmission: string
  /** `'public'`, `{ roles: ['editor'] }`: what the routes say, as code. */
  readonly access: string
  /** `'editor'`: the roles that are all needed, as a list without its brackets. */
  readonly roles: string
  /** The same, with those of its fields: what whoever sees and sets all of it has. */
  readonly allRoles: string
  /** Who calls in a test of what somebody owns, and who else does: `someone`. */
  readonly owner: string
  readonly otherOwner: string
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

/** Whether it can be the name of a role. */
export function isRoleName(text: string): boolean {
  return roleName.test(text)
}

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
export function mayToo(one: Audience, other: Audience): boolean {
  if (other.accessWord === 'public') return true
  if (one.accessWord === 'public' || one.guardWord !== other.guardWord) return false
  return other.accessWord === one.accessWord || other.accessWord === 'authenticated'
}

/** Whom routes are for that show what is for each of these: who may see all of it. */
export function guardModel(audiences: readonly Audience[]): GuardModel {
  const accesses = audiences.map(({ accessWord }) => accessWord)
  const guard = guardsOf(audiences)[0] ?? null
  const fieldRoles = audiences.flatMap((audience) => audience.fieldRoles)
  const hasRules = fieldRoles.length > 0
  const admitted = (access: string, ...fields: readonly string[]) => {
    const owned = accesses.includes('owner') ? ['owned: true'] : []
    const guarded = guard === null ? [] : [`guard: ${printLiteral(guard)}`]
    return `{ ${[`access: ${access}`, ...owned, ...guarded, ...fields].join(', ')} }`
  }
  const told = (access: string) => ({
    admission: admitted(access),
    policyAdmission: admitted(access, ...(hasRules ? ['fields'] : [])),
    access,
  })
  const roles = [...new Set(accesses.flatMap((access) => roleOf(access) ?? []))].sort()
  const list = roles.map(printLiteral).join(', ')
  // Who calls in a test sees and sets every field.
  const all = [...new Set([...roles, ...fieldRoles])].sort().map(printLiteral).join(', ')
  const calling = (who: string) => (!hasRules ? who : `{ ...${who}, roles: [${all}] }`)
  const owners = {
    allRoles: all,
    owner: calling('someone'),
    otherOwner: calling('someoneElse'),
  }
  const nobody = "['whoever does not say who it is', {}, 401]"
  const lacking = "['whoever lacks the role', signedIn(someone), 403]"
  if (accesses.every((access) => access === 'public')) {
    return {
      ...owners,
      ...told(printLiteral('public')),
      roles: '',
      callers: [],
      callerImports: [],
      testOptions: '',
      strictOptions: [],
      strangers: [],
      welcome: 'everyone',
    }
  }
  const caller = {
    callerImports: ["import { someone } from '../../../test/support/identity.ts'"],
    callers: all === '' ? [] : [`const caller = { ...someone, roles: [${all}] }`],
    testOptions: all === '' ? '{ caller: someone }' : '{ caller }',
    strictOptions: all === '' ? ['caller: someone'] : ['caller'],
  }
  if (roles.length === 0) {
    return {
      ...owners,
      ...caller,
      ...told(printLiteral('authenticated')),
      roles: '',
      strangers: [`const strangers = [${nobody}] as const`],
      welcome: 'whoever is known',
    }
  }
  return {
    ...owners,
    ...caller,
    ...told(`{ roles: [${list}] }`),
    roles: list,
    strangers: ['const strangers = [', `  ${nobody},`, `  ${lacking},`, '] as const'],
    welcome: 'whoever has the role',
  }
}

/** The guards that tell who calls what is for these; null stands for that of the project. */
export function guardsOf(audiences: readonly Audience[]): readonly (string | null)[] {
  const asked = audiences.filter(({ accessWord }) => accessWord !== 'public')
  return [...new Set(asked.map(({ guardWord }) => guardWord))]
}

function roleOf(access: Access): string | undefined {
  return /^role\((.+)\)$/.exec(access)?.[1]
}
