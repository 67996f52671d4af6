import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { withOwnMigrations } from '../../generators/features/migrations.ts'
import {
  type GuardAnswers,
  guardOperation,
  readKeys,
} from '../../generators/jwt-middleware/plan.ts'
import { optionsOperation } from '../../generators/options/plan.ts'
import { resourceOperation } from '../../generators/resource/plan.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { guardFile } from '../../src/model/guards.ts'
import { foldModel } from '../../src/model/model.ts'
import { neededBy } from '../../src/model/undo.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplates, type Templates } from '../../src/render/templates.ts'
import { manifestWith } from './support/manifests.ts'

const now = new Date('2026-12-01T00:00:00Z')
const partners = {
  name: 'partners',
  keys: 'https://login.example/jwks',
  issuer: 'https://login.example',
  audience: 'my-api',
  algorithm: 'RS256',
} as const
const admins = { name: 'admin-area', keys: 'own', roles: 'admin' } as const
const empty = manifestWith({ features: { auth: 'local' } })

const folder = mkdtempSync(join(tmpdir(), 'guards-'))
afterAll(() => rmSync(folder, { recursive: true }))

function refusal(work: () => unknown): UserError {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was not refused')
}

function grown(manifest: Manifest, ...made: readonly ((now: Manifest) => Operation | undefined)[]) {
  let there = manifest
  for (const make of made) {
    const operation = make(there)
    if (operation) there = { ...there, history: [...there.history, operation] }
  }
  return there
}

const guard = (answers: GuardAnswers) => (there: Manifest) => guardOperation(there, answers, now)
const resource =
  (name: string, options: object, fields = 'title:string') =>
  (there: Manifest) =>
    resourceOperation(there, { name, fields, ...options }, now)

describe('the operation of a guard', () => {
  test('is kept as it was said, in one spelling, and is the same the second time', () => {
    const manifest = grown(empty, guard({ ...partners, name: 'Partner API', scopes: 'a:read, b' }))
    expect(manifest.history).toMatchObject([
      {
        ...partners,
        name: 'partner-api',
        run: 'jwt-middleware',
        type: 'at+jwt',
        scopes: 'a:read b',
      },
    ])
    const text = serializeManifest(manifest)
    expect(serializeManifest(parseManifest(text, { version: manifest.version }))).toBe(text)
    const again = { ...partners, name: 'partner-api', scopes: 'a:read b' }
    expect(guardOperation(manifest, again, now)).toBeUndefined()
    expect(
      refusal(() => guardOperation(manifest, { ...again, algorithm: 'ES256' }, now)).message,
    ).toBe('There is a guard partner-api already.')
  })

  test.each([
    [{ ...partners, issuer: undefined }, 'whose tokens are believed', '--issuer'],
    [{ ...admins, issuer: 'x' }, '--issuer does not go with --keys own', 'Leave it out'],
    [{ ...admins, roles: undefined }, 'that needs nothing', '--roles admin'],
    [{ ...partners, name: '1' }, 'cannot be the name of a guard', 'admin-area'],
    [{ ...partners, name: 'none' }, 'cannot be called none', 'another name'],
    [{ ...partners, issuer: "a'b" }, 'cannot be the issuer', 'no quotes'],
    [{ ...partners, scopes: "a'b" }, 'cannot be scopes', 'orders:read'],
  ])('is refused: %j', (answers, message, help) => {
    const refused = refusal(() => guardOperation(empty, answers as GuardAnswers, now))
    expect(refused.message).toContain(message)
    expect(`${refused.where} ${refused.help}`).toContain(help)
  })

  test('is refused where no tokens are checked', () => {
    const manifest = { ...grown(empty, guard(admins)), features: {} }
    expect(refusal(() => foldModel(manifest)).help).toContain('create-alex-api add auth')
  })
})

describe('the keys of a guard', () => {
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return name
  }
  const pair = generateKeyPairSync('ed25519')
  const pem = pair.publicKey.export({ type: 'spki', format: 'pem' })

  test('are those of the project, of an address, or of a file', () => {
    expect(readKeys(' own ', folder)).toBe('own')
    expect(readKeys('https://login.example/jwks', folder)).toBe('https://login.example/jwks')
    const spki = readKeys(file('public.pem', String(pem)), folder)
    const { x } = pair.publicKey.export({ format: 'jwk' })
    const made = guardFile({ at: '', run: 'jwt-middleware', ...partners, keys: spki })
    expect(made.keys).toBe(`{ keys: [{ crv: 'Ed25519', x: '${x}', kty: 'OKP' }] }`)
  })

  test('are public, and cannot be changed on their way', () => {
    const secret = pair.privateKey.export({ type: 'pkcs8', format: 'pem' })
    const refused = (typed: string) => refusal(() => readKeys(typed, folder)).message
    expect(refused(file('private.pem', String(secret)))).toContain('holds a private key')
    expect(refused(file('other.pem', 'hello'))).toContain('holds no public key')
    const odd = '-----BEGIN PUBLIC KEY-----\naGVsbG8=\n-----END PUBLIC KEY-----\n'
    expect(refused(file('odd.pem', odd))).toContain('not the bytes of a public key')
    expect(refused('http://login.example/jwks')).toContain('no address')
    expect(refused("https://login.example/'jwks")).toContain('no address')
    expect(refused('nowhere.pem')).toContain('cannot be read')
  })
})

describe('a resource with a guard', () => {
  const guarded = { access: 'authenticated', guard: 'partners' }

  test('says so in its policy, and to which it may lead', async () => {
    const manifest = grown(empty, guard(partners), resource('order', guarded))
    const tree = render(foldModel(manifest), await loadTemplates())
    expect(tree.get('src/resources/orders/order.policy.ts')?.content).toContain(
      "list: { access: 'authenticated', guard: 'partners' },",
    )
    expect(tree.get('src/auth/guards/index.ts')?.content).toContain('  partnersGuard,\n')
  })

  test('is refused for a guard that is not there, and for everyone', () => {
    const fold = (manifest: Manifest) => () => foldModel(manifest)
    expect(refusal(fold(grown(empty, resource('order', guarded)))).help).toContain(
      'npx plop jwt-middleware partners',
    )
    const open = grown(empty, guard(partners), resource('order', { guard: 'partners' }))
    expect(refusal(fold(open)).message).toContain('for everyone has no guard')
  })

  test('keeps its guard, and a list leads to no other', () => {
    const manifest = grown(empty, guard(partners), resource('order', guarded))
    expect(neededBy(manifest, manifest.history[0] as Operation)?.by.run).toBe('resource')
    const line = resource('line', { access: 'authenticated' }, 'order:ref(order)')
    expect(refusal(() => foldModel(grown(manifest, line))).message).toContain(
      'Whoever is known to the line is not to the order',
    )
    const both = grown(manifest, resource('line', guarded, 'order:ref(order)'))
    const [line1] = foldModel(both).resources
    expect(line1?.references[0]?.admission).toBe("{ access: 'authenticated', guard: 'partners' }")
  })

  test('may get another, or that of the project', () => {
    const manifest = grown(empty, guard(partners), resource('order', guarded))
    const change = (options: object) => (there: Manifest) =>
      optionsOperation(there, { name: 'order', ...options }, now)
    expect(change({ guard: 'partners' })(manifest)).toBeUndefined()
    const word = (there: Manifest) => foldModel(there).resources[0]?.guardWord
    const without = grown(manifest, change({ guard: 'none' }))
    expect(word(manifest)).toBe('partners')
    expect(word(without)).toBeNull()
    expect(word(grown(without, change({ guard: 'partners' })))).toBe('partners')
    expect(word(grown(manifest, change({ access: 'public' })))).toBeNull()
  })
})

describe('a feature that brings migrations', () => {
  const templates = [
    'base/migrations/00000000T000000Z_create_keys.ts',
    'auth-local/migrations/00000000T000001Z_create_auth.ts',
  ].map((path) => ({ path: `project/${path}` })) as unknown as Templates
  const article = resource('article', {})
  const made = grown(manifestWith({}), article)
  const added = (before: Manifest) =>
    withOwnMigrations(before, { ...before, features: { auth: 'local' } }, templates, now)

  test('has them at its time, and takes them along', () => {
    const with1 = added(made)
    expect(with1.history.at(-1)).toMatchObject({ run: 'upgrade', name: 'create_auth' })
    expect(with1.history.map(({ at }) => at)).toEqual(with1.history.map(({ at }) => at).sort())
    const back = withOwnMigrations(with1, { ...with1, features: {} }, templates, now)
    expect(back.history).toEqual(made.history)
  })

  test('is as if it had been there from the beginning, where nothing else is', () => {
    expect(added(manifestWith({})).history).toEqual([])
  })
})

describe('a feature that needs another', () => {
  test('is refused without it', () => {
    const oidc = (auth: 'local' | 'external' | 'none') =>
      foldModel(manifestWith({ features: { auth, oidc: true } })).layers
    expect(oidc('local')).toEqual(expect.arrayContaining(['auth', 'auth-local', 'auth-oidc']))
    for (const auth of ['external', 'none'] as const) {
      expect(refusal(() => oidc(auth)).message).toContain('oidc needs auth local')
    }
  })
})
