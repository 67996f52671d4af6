import { afterAll, describe, expect, it } from 'vitest'
import { openapiDocument } from '../../src/http/openapi.ts'
import { createTestApp } from '../support/app.ts'
import { signedIn, someone, someoneElse } from '../support/identity.ts'
import { type FieldOfSome, fieldsOfSome, type Operation } from './document.ts'
import { prepared } from './prepared.ts'
import { stored } from './stored.ts'
import { type Call, callerOf, createWalk, mediaOf, needsOf, referencesIn } from './walk.ts'

// Whoever may do nothing with something, tried with every operation that is not for everyone (OWASP
// API1, API5). What a route says of whom it is for is in the document, so a new resource is tried
// without a line written here.

const app = await createTestApp()
const document = await openapiDocument(app.api)
const walk = createWalk(
  app.api,
  document,
  (path) => stored[path]?.(app.db),
  (operation) => prepared[operation]?.(app),
)
const guarded = walk.operations.filter(({ roles }) => roles !== undefined)

afterAll(() => app.close())

const nobody = {}
const another = (to: Operation) => signedIn(callerOf(needsOf(to), someoneElse))
const administrator = (to: Operation) => signedIn(callerOf([...needsOf(to), 'admin'], someoneElse))

/** Somebody who may do it, and lacks what some of its fields are for. */
const lacking = (to: Operation, roles: readonly string[]) =>
  signedIn(callerOf(needsOf(to).filter((it) => !roles.includes(it))))

/** What somebody has made is asked for; who asks is said by the header alone. */
async function ask(to: Operation, call: Call, who: Readonly<Record<string, string>>) {
  const path = to.path.replace(/\{([^}]+)\}/g, (_, name) => call.path[name] ?? '')
  return app.api.inject({
    method: to.method as 'GET',
    url: call.query ? `${path}?${call.query}` : path,
    headers: { ...who, ...call.headers },
    ...(call.body !== undefined && { payload: call.body }),
  })
}

/** Whether it is about one thing, by an id that somebody has been given. */
function isAboutOne(to: Operation): boolean {
  return to.parameters.some(({ in: place }) => place === 'path')
}

/** Whether that one is somebody's: below what is everyone's there may be only what is somebody's. */
function isOwned(to: Operation): boolean {
  const inPath = to.parameters.filter(({ in: place }) => place === 'path')
  return inPath.some(({ name, schema }) => {
    const before = to.path.slice(0, to.path.indexOf(`/{${name}}`))
    const read = walk.operation('GET', `${schema['x-references'] ?? before}/{id}`)
    return read?.owned ?? true
  })
}

/** Whether a body of it refers to what somebody else owns. */
function refersToOwned(to: Operation): boolean {
  // What leads to one of its own kind is left out of a body that makes the first.
  const paths = referencesIn(mediaOf(to)?.schema ?? {}, walk.follow)
  const others = paths.filter((path) => path !== to.path.replace(/\/bulk$/, ''))
  return others.some((path) => walk.operation('POST', path)?.owned)
}

/** The fields of an answer, and of a body, that need a role. */
function shownBy({ answers }: Operation): FieldOfSome[] {
  const successes = Object.entries(answers).filter(([status]) => status.startsWith('2'))
  const schemas = successes.flatMap(([, { content = {} }]) =>
    Object.values(content).map(({ schema = {} }) => schema),
  )
  return schemas.flatMap((schema) => fieldsOfSome(schema, 'x-read-roles', walk.follow))
}

function setBy(to: Operation): FieldOfSome[] {
  return fieldsOfSome(mediaOf(to)?.schema ?? {}, 'x-write-roles', walk.follow)
}

/** What a list is narrowed and ordered by that needs a role. */
function foundBy({ parameters }: Operation) {
  return parameters.flatMap(({ name, schema }) => {
    const roles: readonly string[] | undefined = schema['x-read-roles']
    const keys = Object.entries<readonly string[]>(schema['x-sort-roles'] ?? {})
    return [
      ...(roles ? [{ parameter: name, query: `${encodeURIComponent(name)}=1`, roles }] : []),
      ...keys.map(([key, its]) => ({ parameter: name, query: `${name}=-${key}`, roles: its })),
    ]
  })
}

/** The call with everything that may be shown within its answer. */
function includingAll({ parameters }: Operation, call: Call): Call {
  const pattern = parameters.find(({ name }) => name === 'include')?.schema.pattern
  const names = /^\^\(([^)]*)\)/.exec(pattern ?? '')?.[1]?.replaceAll('|', ',')
  return names === undefined ? call : { ...call, query: `include=${names}` }
}

/** The values in a body or an answer at a path. */
function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (name === undefined) return [value]
  if (typeof value !== 'object' || value === null) return []
  if (name === '*') return Object.values(value).flatMap((item) => valuesAt(item, rest))
  const part = Object.entries(value).find(([key]) => key === name)
  return part ? valuesAt(part[1], rest) : []
}

/** The call without the fields that need one of these roles. */
function withoutFields(call: Call, fields: readonly FieldOfSome[], roles: readonly string[]): Call {
  const names = fields.filter((it) => it.roles.some((role) => roles.includes(role)))
  if (call.body === undefined || names.length === 0) return call
  const own = names.map(({ path }) => path.at(-1))
  const kept = (key: string, value: unknown) => (own.includes(key) ? undefined : value)
  return { ...call, body: JSON.stringify(JSON.parse(call.body), kept) }
}

it('every operation is for everyone, or tried here', () => {
  const open = walk.operations.filter(({ roles }) => roles === undefined)
  expect(open.length + guarded.length).toBe(walk.operations.length)
  expect(open.filter(({ owned }) => owned)).toEqual([])
})

describe.each(guarded)('$name', (operation) => {
  it('is refused to nobody, before anything is looked at', async () => {
    const call = await walk.validCall(operation)
    const answer = await ask(operation, call, nobody)

    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/)
    const wrong = { ...call, body: '{', headers: { 'content-type': 'text/x-odd' } }
    expect((await ask(operation, wrong, nobody)).statusCode).toBe(401)
  })

  it.runIf(operation.roles?.length)('is refused to whoever lacks what it needs', async () => {
    const call = await walk.validCall(operation)
    const known = signedIn(callerOf((operation.roles ?? []).slice(1), someone))

    expect((await ask(operation, call, known)).statusCode).toBe(403)
  })

  describe.runIf(operation.owned && isOwned(operation))('of what somebody else owns', () => {
    it.each([
      ['another', another],
      ['an administrator', administrator],
    ])('is to %s as if it were not there, and stays as it is', async (_, who) => {
      const call = await walk.validCall(operation)
      const link = walk.operation('PUT', operation.path)
      if (link && operation.method === 'DELETE') await walk.send(link, call)
      const { 'if-match': _match, ...headers } = call.headers
      for (const condition of [{}, { 'if-match': '*' }, { 'if-match': '"1"' }]) {
        const asked = { ...call, headers: { ...headers, ...condition } }
        const answer = await ask(operation, asked, who(operation))

        expect(answer.statusCode).toBe(404)
        expect(answer.headers.etag).toBeUndefined()
      }
      // Its owner finds it; a value that has to be unique may be in the way by now.
      const own = await walk.send(operation, call)
      expect([401, 403, 404]).not.toContain(own.statusCode)
    })
  })

  describe.runIf(operation.owned && !isAboutOne(operation) && operation.method === 'GET')(
    'of what somebody else owns',
    () => {
      const post = walk.operation('POST', operation.path)

      it.runIf(post)('shows none of it, whatever is asked for', async () => {
        const { id } = await walk.create(post as Operation)
        const call = await walk.validCall(operation)
        const queries = ['', `id=${id}`, 'limit=100', 'sort=-createdAt']
        for (const query of queries) {
          const answer = await ask(operation, { ...call, query }, another(operation))
          expect(answer.body).not.toContain(id)
        }
        expect((await walk.send(operation, call)).statusCode).toBe(200)
      })
    },
  )

  it.runIf(operation.owned && !isAboutOne(operation) && refersToOwned(operation))(
    'takes no reference to what somebody else owns',
    async () => {
      const call = await walk.validCall(operation)
      const answer = await ask(operation, call, another(operation))

      expect(answer.statusCode).toBe(422)
      expect(answer.json().errors[0].code).toBe('unknown_reference')
    },
  )
})

const restricted = guarded.filter(({ fieldRoles }) => fieldRoles.length > 0)

describe.each(restricted)('$name, which has fields that are for some only', (operation) => {
  it.runIf(shownBy(operation).length > 0)('shows none to whoever lacks the role', async () => {
    for (const { path, roles } of shownBy(operation)) {
      const answer = await askUntilTaken(operation, roles)
      expect(answer.statusCode).toBeLessThan(300)
      expect(valuesAt(answer.json(), path)).toEqual([])
    }
  })

  it.runIf(setBy(operation).length > 0)('takes none from whoever lacks the role', async () => {
    for (const { path, roles } of setBy(operation)) {
      const call = await walk.validCall(operation)
      const answer = await ask(operation, call, lacking(operation, roles))
      expect(valuesAt(JSON.parse(call.body ?? '{}'), path)).not.toEqual([])
      expect(answer.statusCode).toBe(403)
      const { errors } = answer.json<{ errors: { pointer: string }[] }>()
      const places = errors.map(({ pointer }) => pointer.replaceAll(/\/\d+(?=\/)/g, '/*'))
      expect(places).toContain(`/${path.join('/')}`)
    }
  })

  it.runIf(foundBy(operation).length > 0)('finds none for whoever lacks the role', async () => {
    for (const { parameter, query, roles } of foundBy(operation)) {
      const call = await walk.validCall(operation)
      const answer = await ask(operation, { ...call, query }, lacking(operation, roles))
      expect(answer.statusCode).toBe(403)
      expect(answer.json().errors).toMatchObject([{ parameter }])
    }
  })
})

/** What is unique may be taken by now, and then something else is sent. */
async function askUntilTaken(operation: Operation, roles: readonly string[]) {
  const first = await walk.validCall(operation)
  const who = lacking(operation, roles)
  const prepared = (call: Call) =>
    withoutFields(includingAll(operation, call), setBy(operation), roles)
  let answer = await ask(operation, prepared(first), who)
  for (let attempt = 0; answer.statusCode === 409 && attempt < 10; attempt += 1) {
    answer = await ask(operation, prepared(await walk.otherCall(operation, first)), who)
  }
  return answer
}
