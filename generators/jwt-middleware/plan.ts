import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { UserError, usageError } from '../../src/errors.ts'
import type { JwtMiddlewareOperation, Manifest } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import { checkFreeGuard, OWN_KEYS, publicJwk } from '../../src/model/guards.ts'
import { shown } from '../../src/model/shown.ts'
import { kebabCase, splitWords } from '../../src/model/words.ts'
import { isSame } from '../operation/named.ts'

export interface GuardAnswers {
  /** In any spelling. */
  readonly name: string
  /** `own`, an https address, or a public key in base64. */
  readonly keys: string
  readonly issuer?: string
  readonly audience?: string
  readonly algorithm?: string
  readonly type?: string
  readonly scopes?: string
  readonly roles?: string
}

/**
 * The operation that adds the guard, or `undefined` where the project has it already.
 *
 * @throws UserError for a name that is taken, and for what does not go together
 */
export function guardOperation(
  manifest: Manifest,
  answers: GuardAnswers,
  now: Date,
): JwtMiddlewareOperation | undefined {
  const { keys, issuer, audience, algorithm, type, scopes, roles } = answers
  const isOwn = keys === OWN_KEYS
  refuseIncomplete(answers)
  const wanted = {
    name: guardName(answers.name),
    keys,
    ...(issuer !== undefined && { issuer: readText('issuer', issuer) }),
    ...(audience !== undefined && { audience: readText('audience', audience) }),
    ...(algorithm !== undefined && { algorithm }),
    ...(!isOwn && { type: type ?? 'at+jwt' }),
    ...namesIn('scopes', scopes),
    ...namesIn('roles', roles),
  }
  const there = manifest.history.find(
    (one): one is JwtMiddlewareOperation =>
      one.run === 'jwt-middleware' && one.name === wanted.name,
  )
  if (there !== undefined && isSame(there, { run: there.run, ...wanted })) return undefined
  checkFreeGuard(there ? [there] : [], wanted)
  return { at: nextStamp(manifest.history, now), run: 'jwt-middleware', ...wanted }
}

/** @throws UserError for what is missing, or does not go with the keys */
function refuseIncomplete(answers: GuardAnswers): void {
  const others = ['issuer', 'audience', 'algorithm'] as const
  if (answers.keys !== OWN_KEYS) {
    const missing = others.filter((key) => answers[key] === undefined)
    if (missing.length === 0) return
    throw usageError(
      'It has to be said whose tokens are believed, for whom, and how they are signed.',
      {
        where: `missing: ${missing.map((key) => `--${key}`).join(', ')}`,
        help: 'The issuer says it in its documentation, mostly under /.well-known/openid-configuration.',
      },
    )
  }
  const [extra] = ([...others, 'type'] as const).filter((key) => answers[key] !== undefined)
  if (extra !== undefined) {
    throw usageError(
      `--${extra} does not go with --keys own: that is what the project itself says.`,
      {
        help: 'Leave it out, or say where the keys of somebody else are.',
      },
    )
  }
  if (answers.scopes === undefined && answers.roles === undefined) {
    throw usageError('A guard of the own tokens that needs nothing is that of the whole project.', {
      help: 'Say what is needed, --roles admin for instance, or leave the guard out.',
    })
  }
}

/**
 * The name as the manifest keeps it: `admin-area`.
 *
 * @throws UserError for what cannot be the name of a file and of a constant
 */
export function guardName(typed: string): string {
  const name = kebabCase(splitWords(typed.trim()))
  if (/^[a-z][a-z0-9-]{0,39}$/.test(name)) return name
  throw new UserError(`"${shown(typed)}" cannot be the name of a guard.`, {
    help: 'It has 1 to 40 letters and digits, and begins with a letter: partners, admin-area',
  })
}

/**
 * Where the keys are, as the manifest keeps it. A file is read, and its key is kept: it is public.
 *
 * @param folder that a relative path begins at
 * @throws UserError for what is no address and no file with a public key
 */
export function readKeys(typed: string, folder: string): string {
  const text = typed.trim()
  if (text === OWN_KEYS) return text
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return readAddress(text)
  const pem = readPem(resolve(folder, text))
  if (/PRIVATE KEY/.test(pem)) {
    throw new UserError(`${shown(text)} holds a private key, which must not go into a project.`, {
      help: 'Take the public one of it: openssl pkey -in key.pem -pubout -out public.pem',
    })
  }
  const body = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/.exec(
    pem,
  )?.[1]
  if (body === undefined) {
    throw new UserError(`${shown(text)} holds no public key.`, {
      help: 'It begins with -----BEGIN PUBLIC KEY-----, as openssl pkey -pubout writes it.',
    })
  }
  const spki = body.replaceAll(/\s/g, '')
  publicJwk(spki)
  return spki
}

function readAddress(text: string): string {
  if (/^https:\/\/[^\s'"`\\]{1,500}$/.test(text) && URL.canParse(text)) return new URL(text).href
  throw usageError(`${shown(text)} is no address that keys can be had from.`, {
    help: 'It begins with https://: whoever can change the keys on their way can make tokens.',
  })
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UserError(`The keys cannot be read: ${(error as Error).message}.`, {
      help: 'Say --keys own, an https address, or the path of a public key (PEM).',
    })
  }
}

function readText(key: string, typed: string): string {
  const text = typed.trim()
  if (/^[!#-&(-;=?-[\]_a-z~]{1,500}$/.test(text)) return text
  throw usageError(`"${shown(typed)}" cannot be the ${key} of tokens.`, {
    help: 'It has no blanks and no quotes, and at most 500 characters.',
  })
}

function namesIn<Key extends string>(key: Key, typed: string | undefined): { [K in Key]?: string } {
  if (typed === undefined) return {}
  const names = [...new Set(typed.trim().split(/[\s,]+/))]
  const name = key === 'roles' ? /^[A-Za-z0-9_:-]{1,64}$/ : /^[A-Za-z0-9_:./-]{1,64}$/
  if (names.length <= 20 && names.every((one) => name.test(one))) {
    return { [key]: names.join(' ') } as { [K in Key]?: string }
  }
  throw usageError(`"${shown(typed)}" cannot be ${key}.`, {
    help: `They are names of letters, digits and - _ :, with blanks between: --${key} "${key === 'roles' ? 'admin support' : 'orders:read orders:write'}"`,
  })
}
