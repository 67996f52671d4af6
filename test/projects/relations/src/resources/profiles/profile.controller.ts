import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  ProfileInclude,
  type ProfileIncluder,
  ProfileIncluding,
  ProfileIncludingList,
  ProfileIncludingQuery,
} from './profile.included.ts'
import { profilePolicy } from './profile.policy.ts'
import {
  CreateProfileBody,
  ProfileListQuery,
  ProfileResponse,
  profileReaders,
  toProfileResponse,
  UpdateProfileBody,
} from './profile.schemas.ts'
import type { ProfileService } from './profile.service.ts'

export function profileController(
  service: ProfileService,
  cursors: Cursors,
  once: Idempotent<ProfileService>,
  withIncluded: ProfileIncluder,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'profiles', ProfileListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: profilePolicy.list,
        schema: {
          operationId: 'listProfiles',
          summary: 'List profiles',
          tags: ['Profiles'],
          querystring: ProfileIncludingQuery,
          response: { 200: ProfileIncludingList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, await withIncluded(page.data, request.query.include))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...profilePolicy.get, versioned: true },
        schema: {
          operationId: 'getProfile',
          summary: 'Get a profile',
          tags: ['Profiles'],
          params: wire.IdParams,
          querystring: ProfileInclude,
          response: { 200: ProfileIncluding },
        },
      },
      async (request, reply) => {
        const profile = await service.get(request.params.id)
        const { include } = request.query
        const [including] = include ? await withIncluded([profile], include) : []
        if (including) return including
        return tagged(reply, toProfileResponse(profile))
      },
    )

    app.post(
      '',
      {
        config: { ...profilePolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createProfile',
          summary: 'Create a profile',
          tags: ['Profiles'],
          body: CreateProfileBody,
          response: { 201: ProfileResponse },
        },
      },
      async (request, reply) => {
        const input = wire.read(request.body, profileReaders)
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toProfileResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...profilePolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createProfiles',
          summary: 'Create several profiles',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Profiles'],
          body: bulkOf(CreateProfileBody),
          response: { 201: createdOf(ProfileResponse) },
        },
      },
      async (request, reply) => {
        const inputs = wire.readEach(request.body.data, profileReaders, '/data')
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toProfileResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...profilePolicy.update, versioned: true },
        schema: {
          operationId: 'updateProfile',
          summary: 'Change a profile',
          tags: ['Profiles'],
          params: wire.IdParams,
          body: UpdateProfileBody,
          response: { 200: ProfileResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = wire.read(request.body, profileReaders)
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toProfileResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...profilePolicy.remove, versioned: true },
        schema: {
          operationId: 'removeProfile',
          summary: 'Remove a profile',
          tags: ['Profiles'],
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
