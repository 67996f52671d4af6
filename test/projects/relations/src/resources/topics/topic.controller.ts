import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Cursors } from '../../http/cursor.ts'
import { createPager, ListQuery } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import {
  CreateTopicBody,
  TopicList,
  TopicResponse,
  toTopicResponse,
  UpdateTopicBody,
} from './topic.schemas.ts'
import type { TopicService } from './topic.service.ts'

export function topicController(
  service: TopicService,
  cursors: Cursors,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'topics')

  return async (app) => {
    app.get(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listTopics',
          summary: 'List topics, newest first',
          tags: ['Topics'],
          querystring: ListQuery,
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
        config: { access: 'public' },
        schema: {
          operationId: 'getTopic',
          summary: 'Get a topic',
          tags: ['Topics'],
          params: wire.IdParams,
          response: { 200: TopicResponse },
        },
      },
      async (request) => toTopicResponse(await service.get(request.params.id)),
    )

    app.post(
      '',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'createTopic',
          summary: 'Create a topic',
          tags: ['Topics'],
          body: CreateTopicBody,
          response: { 201: TopicResponse },
        },
      },
      async (request, reply) => {
        const created = await service.create(request.body)
        reply.code(201).header('location', `${app.prefix}/${created.id}`)
        return toTopicResponse(created)
      },
    )

    app.patch(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'updateTopic',
          summary: 'Change a topic',
          tags: ['Topics'],
          params: wire.IdParams,
          body: UpdateTopicBody,
          response: { 200: TopicResponse },
        },
      },
      async (request) => {
        const changes = request.body
        return toTopicResponse(await service.update(request.params.id, changes))
      },
    )

    app.delete(
      '/:id',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'removeTopic',
          summary: 'Remove a topic',
          tags: ['Topics'],
          params: wire.IdParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        await service.remove(request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}
