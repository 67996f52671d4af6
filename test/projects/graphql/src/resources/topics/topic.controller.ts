import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { topicPolicy } from './topic.policy.ts'
import {
  CreateTopicBody,
  TopicList,
  TopicListQuery,
  TopicResponse,
  toTopicResponse,
  UpdateTopicBody,
} from './topic.schemas.ts'
import type { TopicService } from './topic.service.ts'

export function topicController(
  service: TopicService,
  cursors: Cursors,
  once: Idempotent<TopicService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'topics', TopicListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: topicPolicy.list,
        schema: {
          operationId: 'listTopics',
          summary: 'List topics',
          tags: ['Topics'],
          querystring: TopicListQuery.schema,
          response: { 200: TopicList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toTopicResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...topicPolicy.get, versioned: true },
        schema: {
          operationId: 'getTopic',
          summary: 'Get a topic',
          tags: ['Topics'],
          params: wire.IdParams,
          response: { 200: TopicResponse },
        },
      },
      async (request, reply) => {
        const topic = await service.get(request.params.id)
        return tagged(reply, toTopicResponse(topic))
      },
    )

    app.post(
      '',
      {
        config: { ...topicPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createTopic',
          summary: 'Create a topic',
          tags: ['Topics'],
          body: CreateTopicBody,
          response: { 201: TopicResponse },
        },
      },
      async (request, reply) => {
        const input = request.body
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toTopicResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...topicPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createTopics',
          summary: 'Create several topics',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Topics'],
          body: bulkOf(CreateTopicBody),
          response: { 201: createdOf(TopicResponse) },
        },
      },
      async (request, reply) => {
        const inputs = request.body.data
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toTopicResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...topicPolicy.update, versioned: true },
        schema: {
          operationId: 'updateTopic',
          summary: 'Change a topic',
          tags: ['Topics'],
          params: wire.IdParams,
          body: UpdateTopicBody,
          response: { 200: TopicResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = request.body
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toTopicResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...topicPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeTopic',
          summary: 'Remove a topic',
          tags: ['Topics'],
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
