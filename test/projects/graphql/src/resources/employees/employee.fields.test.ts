import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { signedIn, someone } from '../../../test/support/identity.ts'
import { newId } from '../../shared/id.ts'
import { EmployeeListQuery } from './employee.schemas.ts'

// Which fields of employees are for some only, and what becomes of them for whoever has the role, for
// whoever lacks it, and for nobody.

type Json = Readonly<Record<string, unknown>>

const url = '/v1/employees'

/** The roles of those who see a field, and of those who set it. */
const rules: Readonly<Record<string, Partial<Record<'read' | 'write', { roles: string[] }>>>> = {
  salary: { read: { roles: ['hr'] }, write: { roles: ['hr'] } },
  managerId: { write: { roles: ['hr'] } },
}

const body: Json = {
  name: 'First name',
  salary: 1,
  pin: 'First pin',
  managerId: null,
}

const changes: Json = {
  name: 'Second name',
  salary: 2,
  pin: 'Second pin',
  managerId: null,
}

const every = ['hr']
const cases = (way: 'read' | 'write') =>
  Object.entries(rules).flatMap(([field, rule]) =>
    (rule[way]?.roles ?? []).map((role) => ({ field, role })),
  )
const isFound = ({ field }: { field: string }) => field in EmployeeListQuery.filters

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  await app.db.deleteFrom('employees').execute()
})

describe.each(cases('read'))('$field, which only $role sees', ({ field, role }) => {
  it('is shown to whoever has the role', async () => {
    const answers = await answersTo(every)

    for (const answer of answers) expect(answer).toHaveProperty([field])
  })

  it('is left out of every answer to whoever lacks it', async () => {
    const answers = await answersTo(lacking(role))

    for (const answer of answers) {
      expect(answer).toHaveProperty('id')
      expect(answer).not.toHaveProperty([field])
    }
  })

  it('is told to nobody', async () => {
    const { id } = (await post(every, body)).json()
    const answers = [
      await app.api.inject(url),
      await app.api.inject(`${url}/${id}`),
      await app.api.inject(`${url}?sort=${field}`),
      await app.api.inject({ method: 'PATCH', url: `${url}/${id}`, payload: changes }),
    ]

    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([401]))
  })
})

describe.each(cases('read').filter(isFound))(
  '$field, which only $role finds by',
  ({ field, role }) => {
    const asked = [
      [field, `${body[field]}`],
      [`${field}[ne]`, `${body[field]}`],
      ['sort', field],
      ['sort', `createdAt,-${field}`],
    ] as const

    it.each(asked)('takes %s=%s from whoever has the role', async (parameter, value) => {
      const answer = await list(every, { [parameter]: value })

      expect(answer.statusCode).toBe(200)
    })

    it.each(asked)('refuses %s=%s to whoever lacks it', async (parameter, value) => {
      const answer = await list(lacking(role), { [parameter]: value })

      expect(answer.statusCode).toBe(403)
      expect(answer.json().errors).toMatchObject([{ parameter, code: 'forbidden' }])
    })
  },
)

describe.each(cases('write'))('$field, which only $role sets', ({ field, role }) => {
  const refused = cases('write').filter((other) => other.role === role)
  const pointers = (at: string) => refused.map((other) => `${at}/${other.field}`).sort()

  it('is taken from whoever has the role', async () => {
    const created = await post(every, body)
    const changed = await patch(every, created.json().id, { [field]: changes[field] })

    expect(created.statusCode).toBe(201)
    expect(changed.statusCode).toBe(200)
  })

  it('may be left out by whoever lacks it', async () => {
    expect((await post(lacking(role), allowed(lacking(role), body))).statusCode).toBe(201)
  })

  it('is refused to whoever lacks it, and nothing is made', async () => {
    const one = allowed(lacking(role), body)
    const answer = await post(lacking(role), body)
    const bulk = await postBulk(lacking(role), [one, body])

    expect(answer.statusCode).toBe(403)
    expect(answer.headers['content-type']).toMatch('application/problem+json')
    expect(pointersOf(answer)).toEqual(pointers(''))
    expect(bulk.statusCode).toBe(403)
    expect(pointersOf(bulk)).toEqual(pointers('/data/1'))
    expect((await list(every)).json().data).toEqual([])
  })

  it.each([
    ['another value', changes[field]],
    ['null', null],
    ['no value at all', {}],
  ])('cannot be changed to %s by whoever lacks it', async (_, value) => {
    const created = (await post(every, body)).json()
    const answer = await patch(lacking(role), created.id, { [field]: value })

    expect(answer.statusCode).toBe(403)
    expect(pointersOf(answer)).toEqual([`/${field}`])
    expect((await get(every, created.id)).json()).toEqual(created)
  })

  it('is taken from nobody', async () => {
    expect((await app.api.inject({ method: 'POST', url, payload: body })).statusCode).toBe(401)
  })
})

type Answer = Awaited<ReturnType<typeof post>>

/** Every answer that there is of one: that of somebody else's work, and that of the own. */
async function answersTo(roles: readonly string[]): Promise<Json[]> {
  const { id } = (await post(every, body)).json()
  const answers = [(await get(roles, id)).json(), ...(await list(roles)).json().data]
  const changed = allowed(roles, changes)
  if (Object.keys(changed).length > 0) answers.push((await patch(roles, id, changed)).json())
  await remove(id)
  const key = newId()
  const created = await post(roles, allowed(roles, body), key)
  const again = await post(roles, allowed(roles, body), key)
  expect(again.headers['idempotency-replayed']).toBe('true')
  await remove(created.json().id)
  const bulk = await postBulk(roles, [allowed(roles, body)])
  return [...answers, created.json(), again.json(), ...bulk.json().data]
}

/** What is left of a body for whoever has these roles. */
function allowed(roles: readonly string[], values: Json): Json {
  const isAllowed = ([field]: [string, unknown]) =>
    (rules[field]?.write?.roles ?? []).every((role) => roles.includes(role))
  return Object.fromEntries(Object.entries(values).filter(isAllowed))
}

function lacking(role: string): string[] {
  return every.filter((other) => other !== role)
}

function pointersOf(answer: Answer): string[] {
  const { errors } = answer.json<{ errors: { pointer: string; code: string }[] }>()
  expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['forbidden']))
  return errors.map(({ pointer }) => pointer).sort()
}

function by(roles: readonly string[]) {
  return signedIn({ ...someone, roles })
}

function get(roles: readonly string[], id: string) {
  return app.api.inject({ url: `${url}/${id}`, headers: by(roles) })
}

function list(roles: readonly string[], query: Readonly<Record<string, string>> = {}) {
  return app.api.inject({ url, query, headers: by(roles) })
}

function post(roles: readonly string[], payload: Json, key = newId()) {
  const headers = { ...by(roles), 'idempotency-key': key }
  return app.api.inject({ method: 'POST', url, headers, payload })
}

function postBulk(roles: readonly string[], data: readonly Json[]) {
  return app.api.inject({
    method: 'POST',
    url: `${url}/bulk`,
    headers: by(roles),
    payload: { data },
  })
}

function patch(roles: readonly string[], id: string, payload: Json) {
  return app.api.inject({ method: 'PATCH', url: `${url}/${id}`, headers: by(roles), payload })
}

function remove(id: string) {
  return app.api.inject({ method: 'DELETE', url: `${url}/${id}`, headers: by(every) })
}
