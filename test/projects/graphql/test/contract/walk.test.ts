import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { expect, it, onTestFinished } from 'vitest'
import { openapiDocument } from '../../src/http/openapi.ts'
import * as wire from '../../src/http/wire.ts'
import { ConflictError, InvalidError, NotFoundError } from '../../src/shared/errors.ts'
import { newId } from '../../src/shared/id.ts'
import type { TestAppOptions } from '../support/app.ts'
import { serve } from '../support/http.ts'
import { someone } from '../support/identity.ts'
import * as checks from './checks.ts'
import { looseTexts } from './document.ts'
import { createWalk } from './walk.ts'

// The walk itself: an application that keeps its word passes, and each way to break it is found.

const config = { access: 'public' } as const
const Title = Type.String({ minLength: 1, maxLength: 20, pattern: '^[^\\u0000\\ud800-\\udfff]*$' })
const Parent = Type.Unsafe<string>({ ...wire.Id, 'x-references': '/v1/things' })
const closed = { additionalProperties: false } as const
const fields = { title: Title, parent: Type.Optional(Parent) }
const Body = Type.Object(fields, { ...closed, examples: [{ title: 'One', parent: newId() }] })
const Thing = Type.Object({ id: wire.Id, ...fields }, closed)

/** What a test may get wrong on purpose. */
interface Plant {
  readonly body?: typeof Body
  readonly answer?: object
  readonly read?: (thing: { id: string; title: string }) => unknown
  readonly create?: (title: string) => void
  readonly status?: number
  readonly isNeverDeleted?: boolean
  readonly query?: object
}

/** Things that have a title of their own and, perhaps, a parent. */
function thingsWith(plant: Plant): FastifyPluginAsyncTypebox {
  const things = new Map<string, { id: string; title: string; parent?: string }>()
  const find = (id: string) => {
    const found = things.get(id)
    if (!found) throw new NotFoundError('thing_not_found', 'There is no such thing.')
    return found
  }
  return async (app) => {
    const response = { [plant.status ?? 201]: plant.answer ?? Thing }
    app.post(
      '',
      { config, schema: { body: plant.body ?? Body, response: { ...response, 201: Thing } } },
      async (request, reply) => {
        const { title, parent } = request.body
        plant.create?.(title)
        if (parent !== undefined && !things.has(parent)) {
          throw new InvalidError('no_parent', 'There is no such parent.')
        }
        if ([...things.values()].some((it) => it.title === title)) {
          throw new ConflictError('title_taken', 'There is one with this title.')
        }
        const thing = { id: newId(), title, ...(parent !== undefined && { parent }) }
        things.set(thing.id, thing)
        return reply.code(201).send(thing)
      },
    )
    const query = plant.query ? { querystring: plant.query } : {}
    app.get(
      '/:id',
      { config, schema: { params: wire.IdParams, ...query, response: { 200: Thing } } },
      async (request, reply) => {
        const thing = find(request.params.id)
        if (!plant.read) return thing
        const answer = plant.read(thing) as never
        return reply.type('application/json').serializer(JSON.stringify).send(answer)
      },
    )
    app.delete(
      '/:id',
      { config, schema: { params: wire.IdParams, response: { 204: wire.NoContent } } },
      async (request, reply) => {
        find(request.params.id)
        if (!plant.isNeverDeleted) things.delete(request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}

/** The first thing that the walk finds wrong; none if all is as it should be. */
async function findFault(
  routes: FastifyPluginAsyncTypebox,
  options: Pick<TestAppOptions, 'identify'> = {},
  store?: Parameters<typeof createWalk>[2],
): Promise<string | undefined> {
  const app = await serve(routes, options)
  onTestFinished(() => app.close())
  const walk = createWalk(app.api, await openapiDocument(app.api), store)
  const { forgetsWhatIsDeleted, namesItsMethods, ...others } = checks
  try {
    for (const operation of walk.operations) {
      for (const check of Object.values(others)) await check(walk, operation)
    }
    for (const path of walk.paths) {
      await forgetsWhatIsDeleted(walk, path)
      await namesItsMethods(walk, path)
    }
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

it('finds nothing where all is as documented, with what is unique and what is referred to', async () => {
  expect(await findFault(thingsWith({}))).toBeUndefined()
})

const plants: readonly [string, Plant, RegExp][] = [
  [
    'a failure on NUL, which no pattern keeps out',
    {
      body: Type.Object(
        { ...fields, title: Type.String({ maxLength: 20 }) },
        { ...closed, examples: [{ title: 'One' }] },
      ) as never,
      create: (title) => {
        if (title.includes('\0')) throw new Error('invalid byte sequence')
      },
    },
    /\\u0000.*answered with 500/s,
  ],
  [
    'keys that are passed over',
    { body: Type.Object(fields, { additionalProperties: true, examples: [{ title: 'One' }] }) },
    /A body has no id/,
  ],
  [
    'an answer that lacks what is documented',
    { read: ({ id }) => ({ id }) },
    /not as documented: data must have required property 'title'/,
  ],
  [
    'an answer with more than is documented',
    { read: (thing) => ({ ...thing, secret: 'x' }) },
    /not as documented: data must NOT have additional properties/,
  ],
  ['what is still there when it is deleted', { isNeverDeleted: true }, /It was deleted/],
  [
    'a parameter that is a list in disguise',
    { query: Type.Object({ page: Type.Any() }) },
    /page is given twice/,
  ],
]

it.each(plants)('finds %s', async (_, plant, message) => {
  expect(await findFault(thingsWith(plant))).toMatch(message)
})

it('refers to what has no route to make it, where it is told how to', async () => {
  const owners = new Set<string>()
  const Owner = Type.Unsafe<string>({ ...wire.Id, 'x-references': '/v1/owners' })
  const Pet = Type.Object({ owner: Owner }, { ...closed, examples: [{ owner: newId() }] })
  const pets: FastifyPluginAsyncTypebox = async (app) => {
    app.post(
      '',
      { config, schema: { body: Pet, response: { 201: Thing } } },
      async (request, reply) => {
        if (!owners.has(request.body.owner)) throw new InvalidError('no_owner', 'There is none.')
        return reply.code(201).send({ id: newId(), title: 'One' })
      },
    )
  }
  const store = async (path: string) => {
    if (path !== '/v1/owners' || owners.size === 3) throw new Error('There is no more of them.')
    const id = newId()
    owners.add(id)
    return { id }
  }

  expect(await findFault(pets)).toBe('The document has no POST /v1/owners to refer to.')
  expect(await findFault(pets, {}, store)).toBeUndefined()
})

it('finds a status that is not documented', async () => {
  const fault = await findFault(async (app) => {
    app.get('', { config, schema: { response: { 200: Thing } } }, async (_, reply) =>
      reply.code(203 as 200).send({ id: newId(), title: 'One' }),
    )
  })
  expect(fault).toMatch(/does not have the status 203/)
})

it('finds a body that no media type is documented for', async () => {
  const fault = await findFault(async (app) => {
    app.get('', { config, schema: { response: { 200: Thing } } }, async (_, reply) =>
      reply.type('text/plain').send('x' as never),
    )
  })
  expect(fault).toMatch(/no body of the type "text\/plain"/)
})

it('finds a path that does not say which methods it has', async () => {
  const fault = await findFault(async (app) => {
    app.addHook('onRoute', (route) => {
      if (route.method === 'PUT') route.schema = { hide: true }
    })
    const schema = { response: { 204: wire.NoContent } }
    app.get('', { config, schema }, async (_, reply) => reply.code(204).send(null))
    app.put('', { config, schema }, async (_, reply) => reply.code(204).send(null))
  })
  expect(fault).toMatch(/Allow: GET, HEAD, OPTIONS, PUT\nIt has GET, HEAD, OPTIONS/)
})

it('finds a guard that lets in whoever does not say who it is', async () => {
  const schema = { response: { 204: wire.NoContent } }
  const guarded: FastifyPluginAsyncTypebox = async (app) => {
    const config = { access: { roles: ['editor'] } }
    app.put('', { config, schema }, async (_, reply) => reply.code(204).send(null))
  }
  const identify = async () => ({ ...someone, roles: ['editor'] })
  expect(await findFault(guarded)).toBeUndefined()
  expect(await findFault(guarded, { identify })).toMatch(/Nobody knows who asks/)
})

it('finds a list that is answered to whoever rules out JSON', async () => {
  const fault = await findFault(async (app) => {
    const schema = { response: { 200: Type.Object({}, closed) } }
    app.get('', { config: { ...config, produces: 'any' }, schema }, async () => ({}))
  })
  expect(fault).toMatch(/text\/html.*There is no such answer/s)
})

it('finds a body that is read whatever its media type says', async () => {
  const fault = await findFault(async (app) => {
    app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
      done(null, JSON.parse(String(body))),
    )
    const content = Object.fromEntries(
      ['application/json', 'text/plain'].map((type) => [type, { schema: Body }]),
    )
    app.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, body: { content } }
    })
    const schema = { body: Body, response: { 204: wire.NoContent } }
    app.put('', { config, schema }, async (_, reply) => reply.code(204).send(null))
  })
  expect(fault).toBeDefined()
})

it.each([
  ['^[a-z(]+$', []],
  ['^(?:a|b\\|)$', []],
  ['[a-z]+$', ['/title']],
  ['^[a-z]+', ['/title']],
  ['^[a-z]+\\$', ['/title']],
  ['^a|b$', ['/title']],
])('finds a text that is matched in part: %s', (pattern, found) => {
  expect(looseTexts({ title: { pattern, maxLength: 9 } })).toEqual(found)
})

it('finds a text that is matched and has no longest length', () => {
  const pattern = '^a$'
  expect(looseTexts({ title: { pattern } })).toEqual(['/title'])
  expect(looseTexts({ title: { maxLength: 9, allOf: [{ pattern }] } })).toEqual([])
  expect(looseTexts({ maxLength: 9, items: [{ pattern }] })).toEqual(['/items/0'])
  expect(looseTexts({ example: { pattern }, properties: { example: { pattern } } })).toEqual([
    '/properties/example',
  ])
})

it('says what a schema refers to that cannot be made', async () => {
  const body = Type.Object(
    { owner: Type.Unsafe<string>({ ...wire.Id, 'x-references': '/v1/owners' }) },
    { ...closed, examples: [{ owner: newId() }] },
  )
  const schema = { body, response: { 204: wire.NoContent } }
  const fault = await findFault(async (app) => {
    app.put('', { config, schema }, async (_, reply) => reply.code(204).send(null))
  })
  expect(fault).toBe('The document has no POST /v1/owners to refer to.')
})
