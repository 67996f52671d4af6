import fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import type { Operation, Schema } from './document.ts'
import { hostileBodies, hostileHeaders, hostileJson, hostileText, serverFields } from './hostile.ts'
import { type Call, encodeText, mediaOf, type Walk } from './walk.ts'

// What holds for every operation, whatever it does. Each check throws when it does not hold.

/** How many calls are made up for each operation; `CONTRACT_RUNS=1000` makes it more. */
const RUNS = Number(process.env.CONTRACT_RUNS ?? 40)
const SEED = Number(process.env.CONTRACT_SEED ?? 1)

/** The example of the document is taken. */
export async function takesItsExample(walk: Walk, to: Operation): Promise<void> {
  const isCreation = to.method === 'POST' && to.answers['201']
  if (isCreation && !to.path.includes('{')) {
    await walk.create(to)
    return
  }
  let call = await walk.validCall(to)
  // A link has to be there before it can be taken away.
  const put = to.method === 'DELETE' ? walk.operation('PUT', to.path) : undefined
  if (put) await walk.send(put, await walk.validCall(put, { path: call.path }))
  let answer = await walk.send(to, call)
  // What has to be unique may be another's by now.
  for (let attempt = 0; answer.statusCode === 409 && attempt < 9; attempt += 1) {
    call = await walk.otherCall(to, call)
    answer = await walk.send(to, call)
  }
  expectStatus(walk, to, call, answer, (status) => status < 300, 'It has to be taken.')
}

/** Whoever does not say who it is is refused, and so is whoever lacks a role. */
export async function isGuarded(walk: Walk, to: Operation): Promise<void> {
  if (!to.roles) return
  const call = await walk.validCall(to)
  const unknown = await walk.send({ ...to, roles: undefined }, call)
  expectStatus(walk, to, call, unknown, (it) => it === 401, 'Nobody knows who asks.')
  if (to.roles.length === 0) return
  const other = await walk.send({ ...to, roles: [] }, call)
  expectStatus(walk, to, call, other, (it) => it === 403, 'Whoever asks has no role.')
}

/** Every hostile value in every place of the body, one at a time. */
export async function bearsHostileBodies(walk: Walk, to: Operation): Promise<void> {
  const media = mediaOf(to)
  if (!media) return
  const valid = await walk.validCall(to)
  const places = placesIn(JSON.parse(valid.body ?? 'null'))
  const bodies = [
    ...hostileBodies,
    ...places.flatMap((place) => hostileJson.map((raw) => withRaw(valid.body, place, raw))),
  ]
  for (const body of bodies) await tryCall(walk, to, { path: valid.path, body })
}

/** Every hostile value as each parameter of the path, the query and the headers. */
export async function bearsHostileParameters(walk: Walk, to: Operation): Promise<void> {
  const { path } = await walk.validCall(to)
  for (const { name, in: place } of to.parameters) {
    if (place === 'header') {
      for (const value of hostileHeaders) {
        await tryCall(walk, to, { path, headers: { [name.toLowerCase()]: value } })
      }
      continue
    }
    for (const value of hostileText) {
      if (place === 'path') await tryCall(walk, to, { path: { ...path, [name]: value } })
      if (place === 'query') await tryCall(walk, to, { path, query: `${name}=${value}` })
    }
  }
  for (const name of ['x-request-id', 'traceparent', 'accept-language', 'if-none-match', 'range']) {
    for (const value of hostileHeaders)
      await tryCall(walk, to, { path, headers: { [name]: value } })
  }
}

/** Calls that are made up, of which some are allowed and most have one thing wrong with them. */
export async function isAsDocumented(walk: Walk, to: Operation): Promise<void> {
  const { path } = await walk.validCall(to)
  const schema = mediaOf(to)?.schema
  const raw = fc.oneof(
    fc.constantFrom(...hostileJson),
    fc.jsonValue({ maxDepth: 2 }).map((it) => JSON.stringify(it)),
  )
  const body = schema
    ? fc
        .tuple(walk.valuesOf(schema), fc.option(raw), fc.nat(), fc.boolean())
        .map(([value, other, at, isDropped]) => changed(value, other, at, isDropped))
    : fc.constant(undefined)
  const parameters = to.parameters.filter((it) => it.in === 'query')
  const text = fc.oneof(
    fc.constantFrom(...hostileText),
    fc.string({ unit: 'grapheme', maxLength: 30 }).map(encodeURIComponent),
  )
  const query = fc
    .tuple(...parameters.map((it) => fc.option(fc.oneof(text, encoded(walk, it.schema)))))
    .map((values) =>
      parameters
        .flatMap(({ name }, index) => (values[index] == null ? [] : [`${name}=${values[index]}`]))
        .join('&'),
    )
  await fc.assert(
    fc.asyncProperty(body, query, async (text, search) => {
      await tryCall(walk, to, { path, query: search, ...(text !== undefined && { body: text }) })
    }),
    { seed: SEED, numRuns: RUNS, includeErrorInReport: true },
  )
}

/** What only the server sets, and what nobody knows, is refused and not passed over. */
export async function refusesUnknownKeys(walk: Walk, to: Operation): Promise<void> {
  const { path } = await walk.validCall(to)
  const search = await walk.validCall(to, { path })
  const known = to.parameters.filter((it) => it.in === 'query').map((it) => it.name)
  for (const name of ['not-a-parameter', '__proto__', 'constructor']) {
    if (known.includes(name)) continue
    const query = [search.query, `${name}=1`].filter(Boolean).join('&')
    const call = await walk.validCall(to, { path, query })
    const answer = await walk.send(to, call)
    expectStatus(walk, to, call, answer, isRefusal, `The query has no ${name}.`)
  }
  const schema = mediaOf(to)?.schema
  if (!schema) return
  const { body = '{}' } = search
  for (const place of objectsIn(walk, schema, JSON.parse(body))) {
    const answered = Object.keys(propertiesOf(walk, answerOf(to)))
    for (const key of new Set([...serverFields, ...answered])) {
      if (place.known.includes(key)) continue
      const call = await walk.validCall(to, { path, body: withKey(body, place.at, key) })
      const answer = await walk.send(to, call)
      expectStatus(walk, to, call, answer, isRefusal, `A body has no ${key}.`)
    }
  }
}

/** A parameter that is given twice is refused: which of the two would it be? */
export async function refusesDuplicates(walk: Walk, to: Operation): Promise<void> {
  for (const { name, in: place, schema } of to.parameters) {
    const isList = [walk.follow(schema).type].flat().includes('array')
    if (place !== 'query' || isList) continue
    const value = encodeText(walk.sample(schema))
    const call = await walk.validCall(to, { query: `${name}=${value}&${name}=${value}` })
    const answer = await walk.send(to, call)
    expectStatus(walk, to, call, answer, (it) => it === 400, `${name} is given twice.`)
  }
}

const foreignTypes = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/jsonp',
]

/** A body in a media type that is not documented is refused. */
export async function refusesForeignBodies(walk: Walk, to: Operation): Promise<void> {
  if (!to.body) return
  for (const type of foreignTypes) {
    if (type in to.body) continue
    const call = await walk.validCall(to, { headers: { 'content-type': type } })
    const answer = await walk.send(to, call)
    expectStatus(walk, to, call, answer, (it) => it === 415, 'Nothing says how to read it.')
  }
}

/** Who rules out what the operation answers with is told so, before anything is done. */
export async function refusesForeignAnswers(walk: Walk, to: Operation): Promise<void> {
  const types = Object.entries(to.answers).filter(([status]) => status.startsWith('2'))
  if (!types.some(([, { content }]) => content?.['application/json'])) return
  for (const accept of ['text/html', 'image/*', 'application/json;q=0', 'application/jsonp']) {
    const call = await walk.validCall(to, { headers: { accept } })
    const answer = await walk.send(to, call)
    expectStatus(walk, to, call, answer, (it) => it === 406, 'There is no such answer.')
  }
}

/** Once a thing is deleted, nothing at its address or below it can be done any more. */
export async function forgetsWhatIsDeleted(walk: Walk, path: string): Promise<void> {
  const remove = walk.operation('DELETE', path)
  const last = /\{([^}]+)\}$/.exec(path)?.[1]
  const post = walk.operation('POST', path.slice(0, path.lastIndexOf('/')))
  if (!remove || !last || !post?.answers['201']) return
  const { path: parents, id } = await walk.create(post)
  const own = { path: { ...parents, [last]: id } }
  const call = await walk.validCall(remove, own)
  const answer = await walk.send(remove, call)
  expectStatus(walk, remove, call, answer, (it) => it < 300, 'What was just made can go.')
  const there = walk.operations.filter(
    (it) => it.path === path || (it.path.startsWith(`${path}/`) && !it.path.endsWith('}')),
  )
  for (const to of there) {
    // Whoever changes only what is as it was: anything, or what it once was.
    const headers = to.parameters.some((it) => it.name.toLowerCase() === 'if-match')
      ? { 'if-match': '"1"' }
      : {}
    const again = await walk.validCall(
      { ...to, parameters: withoutIfMatch(to) },
      { ...own, headers },
    )
    const gone = await walk.send(to, again)
    expectStatus(walk, to, again, gone, (it) => it === 404, 'It was deleted.')
  }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'] as const

/** What a path does not have is answered with 405, and with all that it has. */
export async function namesItsMethods(walk: Walk, path: string): Promise<void> {
  const of = walk.operations.filter((it) => it.path === path)
  const [first] = of
  if (!first) return
  const url = path.replace(/\{([^}]+)\}/g, (_, name) => {
    const parameter = of.flatMap((it) => it.parameters).find((it) => it.name === name)
    return encodeText(walk.sample(parameter?.schema ?? { type: 'string' }))
  })
  // Another path may fit too: `/v1/things/{id}` fits `/v1/things/bulk`.
  const methods = new Set(
    walk.operations.filter((it) => fits(it.path, url)).map(({ method }) => method),
  )
  if (methods.has('GET')) methods.add('HEAD')
  const allow = [...methods, 'OPTIONS'].sort().join(', ')
  for (const method of METHODS) {
    if (methods.has(method)) continue
    const answer = await walk.inject({ method: method as 'GET', url })
    const told = `${method} ${url} is answered with ${answer.statusCode}, Allow: ${answer.headers.allow}`
    if (answer.statusCode !== 405) throw new Error(`${told}\nIt has only ${allow}: 405.`)
    if (answer.headers.allow !== allow) throw new Error(`${told}\nIt has ${allow}.`)
  }
  const options = await walk.inject({ method: 'OPTIONS', url })
  if (!methods.has('OPTIONS') && options.headers.allow !== allow) {
    throw new Error(`OPTIONS ${url} says ${options.headers.allow}\nIt has ${allow}.`)
  }
}

/** Sends a call that may be wrong; if the document rules it out, so must the answer. */
async function tryCall(walk: Walk, to: Operation, own: Partial<Call>): Promise<void> {
  const call = await walk.validCall(to, own)
  const answer = await walk.send(to, call)
  if (walk.isAllowed(to, call)) return
  expectStatus(walk, to, call, answer, isRefusal, 'The document does not allow this request.')
}

/** Told to be wrong by itself: not, say, in conflict with what is there, which is looked at later. */
const isRefusal = (status: number) => [400, 404, 413, 414, 422].includes(status)

function expectStatus(
  walk: Walk,
  to: Operation,
  call: Call,
  answer: LightMyRequestResponse,
  isExpected: (status: number) => boolean,
  why: string,
): void {
  if (!isExpected(answer.statusCode)) throw new Error(`${walk.tell(to, call, answer)}\n${why}`)
}

function withoutIfMatch(to: Operation) {
  return to.parameters.filter((it) => it.name.toLowerCase() !== 'if-match')
}

function fits(path: string, url: string): boolean {
  const segments = url.split('/')
  const parts = path.split('/')
  return (
    parts.length === segments.length &&
    parts.every((part, index) => part.startsWith('{') || part === segments[index])
  )
}

type Place = readonly (string | number)[]

/** Every place in a value, the innermost too. */
function placesIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [
    ...(at.length > 0 ? [at] : []),
    ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...at, key])),
  ]
}

/** No text that a document has. */
const MARK = '@@walk@@'

function withRaw(body: string | undefined, place: Place, raw: string): string {
  const value = put(JSON.parse(body ?? 'null'), place, MARK)
  return JSON.stringify(value).replace(JSON.stringify(MARK), () => raw)
}

function put(value: unknown, [key, ...rest]: Place, part: unknown): unknown {
  if (key === undefined) return part
  if (Array.isArray(value)) return value.with(Number(key), put(value[Number(key)], rest, part))
  const object = value as Record<string, unknown>
  return { ...object, [key]: put(object[key], rest, part) }
}

/** The value with another in one of its places, or without what stands there. */
function changed(value: unknown, raw: string | null, at: number, isDropped: boolean): string {
  const places = placesIn(value)
  const place = places[at % places.length]
  const text = JSON.stringify(value)
  if (raw === null || !place) return text
  const [key] = place
  if (isDropped && typeof key === 'string' && place.length === 1) {
    return JSON.stringify({ ...(value as object), [key]: undefined })
  }
  return withRaw(text, place, raw)
}

/** The objects in a value, each with the keys that its schema knows. */
function objectsIn(
  walk: Walk,
  given: Schema,
  value: unknown,
  at: Place = [],
): { at: Place; known: string[] }[] {
  const schema = walk.follow(given)
  if (Array.isArray(value)) {
    return value
      .slice(0, 1)
      .flatMap((item) => objectsIn(walk, schema.items ?? {}, item, [...at, 0]))
  }
  const properties: Schema | undefined = schema.properties
  if (typeof value !== 'object' || value === null || !properties) return []
  const inner = Object.entries(value).flatMap(([key, part]) =>
    objectsIn(walk, properties[key] ?? {}, part, [...at, key]),
  )
  return [{ at, known: Object.keys(properties) }, ...inner]
}

function withKey(body: string, at: Place, key: string): string {
  return withRaw(JSON.stringify(put(JSON.parse(body), [...at, key], MARK)), [...at, key], 'true')
}

function answerOf(to: Operation): Schema {
  const [, answer] = Object.entries(to.answers).find(([status]) => status.startsWith('2')) ?? []
  return answer?.content?.['application/json']?.schema ?? {}
}

function propertiesOf(walk: Walk, schema: Schema): Schema {
  return walk.follow(schema).properties ?? {}
}

function encoded(walk: Walk, schema: Schema): fc.Arbitrary<string> {
  return walk.valuesOf(schema).map(encodeText)
}
