import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { countryPolicy } from './country.policy.ts'
import {
  CountryList,
  CountryListQuery,
  CountryResponse,
  CreateCountryBody,
  toCountryResponse,
  UpdateCountryBody,
} from './country.schemas.ts'
import type { CountryService } from './country.service.ts'

export function countryController(
  service: CountryService,
  cursors: Cursors,
  once: Idempotent<CountryService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'countries', CountryListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: countryPolicy.list,
        schema: {
          operationId: 'listCountries',
          summary: 'List countries',
          tags: ['Countries'],
          querystring: CountryListQuery.schema,
          response: { 200: CountryList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toCountryResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...countryPolicy.get, versioned: true },
        schema: {
          operationId: 'getCountry',
          summary: 'Get a country',
          tags: ['Countries'],
          params: wire.IdParams,
          response: { 200: CountryResponse },
        },
      },
      async (request, reply) => {
        const country = await service.get(request.params.id)
        return tagged(reply, toCountryResponse(country))
      },
    )

    app.post(
      '',
      {
        config: { ...countryPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createCountry',
          summary: 'Create a country',
          tags: ['Countries'],
          body: CreateCountryBody,
          response: { 201: CountryResponse },
        },
      },
      async (request, reply) => {
        const input = request.body
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toCountryResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...countryPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createCountries',
          summary: 'Create several countries',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Countries'],
          body: bulkOf(CreateCountryBody),
          response: { 201: createdOf(CountryResponse) },
        },
      },
      async (request, reply) => {
        const inputs = request.body.data
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toCountryResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...countryPolicy.update, versioned: true },
        schema: {
          operationId: 'updateCountry',
          summary: 'Change a country',
          tags: ['Countries'],
          params: wire.IdParams,
          body: UpdateCountryBody,
          response: { 200: CountryResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = request.body
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toCountryResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...countryPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeCountry',
          summary: 'Remove a country',
          tags: ['Countries'],
          params: wire.IdParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        await service.remove(id, await expectedVersion(request, () => service.get(id)))
        return reply.code(204).send(null)
      },
    )
  }
}
